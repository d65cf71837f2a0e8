#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What the disk refused.
package struct FileSystemError: Error, Hashable, Sendable {
  /// The verbs of ``FileSystem``, and what is made of them.
  package enum Operation: String, Sendable {
    case open = "open"
    case read = "read"
    case write = "write"
    case synchronize = "write to the disk"
    case truncate = "shorten"
    case lock = "lock"
    case close = "close"
    case rename = "rename"
    case link = "make"
    case unlink = "remove"
    case mkdir = "make the folder"
    case status = "look at"
    case list = "list"
  }

  package let operation: Operation
  package let path: String
  /// The system's number for the reason.
  package let errno: Int32

  package init(_ operation: Operation, _ path: String, errno: Int32) {
    self.operation = operation
    self.path = path
    self.errno = errno
  }

  /// Whether there is no such file or folder.
  package var isNotFound: Bool { errno == ENOENT || errno == ENOTDIR }
  /// Whether a folder stands where a file was meant.
  package var isFolder: Bool { errno == EISDIR }
  /// Whether the file is larger than was asked for.
  package var isTooLarge: Bool { errno == EFBIG }
  /// Whether something has that name already.
  package var isAlreadyThere: Bool { errno == EEXIST }
  /// Whether the file system knows no second names for a file.
  var isWithoutLinks: Bool { errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS }
  /// Whether the file system knows no locks for such a file: NFS wants one that is open for writing.
  var isWithoutLocks: Bool { [EBADF, EINVAL, ENOLCK, ENOSYS, EOPNOTSUPP].contains(errno) }
  /// Whether the disk or the quota is full.
  package var isNoSpace: Bool { errno == ENOSPC || errno == EDQUOT }

  /// The same error with the path of the file that a descriptor stood for.
  func at(_ path: String) -> FileSystemError {
    FileSystemError(operation, path, errno: errno)
  }
}

extension FileSystemError: CustomStringConvertible {
  /// The error for people: `cannot write 'x': no space left on device`.
  package var description: String { "cannot \(operation.rawValue) '\(path)': \(reason)" }

  /// The system's words alone: `no space left on device`.
  package var reason: String {
    let words = String(cString: strerror(errno))
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
