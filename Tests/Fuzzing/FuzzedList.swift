import Contacts

/// A list of people of any bytes, taken in twice.
enum FuzzedList {
  /// What was promised and is not kept; nil where all is well.
  ///
  /// Whatever is written can be read, nothing leaves the folder, and the same list again changes
  /// nothing.
  static func brokenPromise(_ bytes: [UInt8]) -> String? {
    var folder = MemoryFolder()
    let first = Result { try folder.take(bytes: bytes) }
    guard case .success(let report) = first else { return nil }
    for (path, bytes) in folder.files {
      let parts = path.split(separator: "/", omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == "contacts", parts[1].utf8.count <= 255,
        !parts[1].hasPrefix("."), !parts[1].hasPrefix("-")
      else { return "the path '\(path)'" }
      let read = Result { () throws(ContactProblem) in
        try ContactFile(path: path, bytes: bytes).contact()
      }
      guard case .success(let contact) = read else { return "'\(path)' cannot be read: \(read)" }
      if let problem = contact.problems.first { return "\(problem)" }
    }
    let before = folder.files
    let second = Result { try folder.take(bytes: bytes) }
    guard case .success(let again) = second, again.isUnchanged, folder.files == before else {
      return "again: \(second) after \(report)"
    }
    return nil
  }
}
