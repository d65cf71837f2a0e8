package import DurableFiles
package import MailMessage

/// Reads the files that drafts attach.
package struct AttachmentReader: Sendable {
  private let workspace: Workspace
  private let home: String?
  private let fileSystem: any FileSystem
  /// The most octets that the files of one letter have together.
  package let limit: Int

  /// Most servers take letters of 25 MB, and the files grow by a third on the way.
  package static let usualLimit = 20_000_000

  /// Takes where paths begin: those with `~/` in the home folder, relative ones in the workspace.
  package init(
    _ workspace: Workspace,
    home: String?,
    fileSystem: any FileSystem,
    limit: Int = usualLimit
  ) {
    self.workspace = workspace
    self.home = home
    self.fileSystem = fileSystem
    self.limit = limit
  }

  /// Reads the file that a draft names, if no more than `room` octets are left for it.
  ///
  /// The path may stand in quotes.
  package func read(_ path: String, room: Int) throws(AttachmentError) -> Attachment {
    let path = Self.unquoted(path)
    let place = try absolute(path)
    try check(place, path: path, room: room)
    do {
      return Attachment(name: path, contents: try fileSystem.readFile(place, limit: room))
    } catch {
      throw Self.failure(error, path: path)
    }
  }

  /// Looks before opening: a pipe or a device would be waited for, and never end.
  private func check(_ place: String, path: String, room: Int) throws(AttachmentError) {
    let found: FileStatus?
    do {
      found = try fileSystem.status(place)
    } catch {
      throw Self.failure(error, path: path)
    }
    guard let found else { throw .missing(path) }
    guard found.isRegularFile else { throw found.isFolder ? .folder(path) : .noFile(path) }
    guard found.size <= room else {
      throw .tooLarge(path, size: found.size, room: room, limit: limit)
    }
  }

  private static func failure(_ error: FileSystemError, path: String) -> AttachmentError {
    error.isNotFound ? .missing(path) : .unreadable(reason: error.description)
  }

  private func absolute(_ path: String) throws(AttachmentError) -> String {
    if path.hasPrefix("/") { return path }
    guard path == "~" || path.hasPrefix("~/") else { return workspace.path(path) }
    guard let home else { throw .noHome(path) }
    return home + path.dropFirst()
  }

  private static func unquoted(_ path: String) -> String {
    guard path.count > 2, let quote = path.first, quote == path.last, quote == "\"" || quote == "'"
    else { return path }
    return String(path.dropFirst().dropLast())
  }
}
