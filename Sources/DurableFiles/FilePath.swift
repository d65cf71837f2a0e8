/// What can be said of a path without asking the disk.
package enum FilePath {
  /// The folder that holds a file.
  package static func parent(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What a path means that stands in a symbolic link.
  static func following(_ link: String, at path: String) -> String {
    link.hasPrefix("/") ? link : "\(parent(of: path))/\(link)"
  }
}
