/// Why a file cannot go with a letter; paths are as the draft has them.
package enum AttachmentError: Error, Hashable, Sendable {
  case missing(String)
  case folder(String)
  /// Neither a file nor a folder.
  case noFile(String)
  case noHome(String)
  case unreadable(reason: String)
  /// Sizes in octets; `room` is what the files before it leave of `limit`.
  case tooLarge(String, size: Int, room: Int, limit: Int)
}

extension AttachmentError: CustomStringConvertible {
  /// What is wrong, in lower case and without a final period.
  package var description: String {
    switch self {
    case .missing(let path): "there is no file '\(path)'"
    case .folder(let path): "'\(path)' is a folder: attach a file"
    case .noFile(let path): "'\(path)' is no file"
    case .noHome(let path): "'\(path)' begins in a home folder, and which one is not known"
    case .unreadable(let reason): reason
    case .tooLarge(let path, let size, let room, let limit):
      "'\(path)' has \(Self.megabytes(size)), and "
        + (room == limit
          ? "the files of a letter may have \(Self.megabytes(limit))"
          : "\(Self.megabytes(room)) of \(Self.megabytes(limit)) are left for it")
    }
  }

  /// `20 MB`, `20.5 MB`; of little its kilobytes.
  package static func megabytes(_ octets: Int) -> String {
    guard octets >= 1_000_000 else { return "\((octets + 999) / 1000) KB" }
    let tenths = (octets + 50_000) / 100_000
    return tenths % 10 == 0 ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
  }
}
