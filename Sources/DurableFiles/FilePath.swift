/// What can be said of a path without asking the disk.
package enum FilePath {
  /// The folder that holds a file.
  package static func parent(of path: String) -> String {
    // By octets, as the system reads paths: a mark behind it makes no slash another character.
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What a path means that stands in a symbolic link.
  static func following(_ link: String, at path: String) -> String {
    link.hasPrefix("/") ? link : "\(parent(of: path))/\(link)"
  }
}
