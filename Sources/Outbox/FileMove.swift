internal import DurableFiles

/// A letter's file on its way to where the journal says that it belongs.
struct FileMove: Sendable {
  let source: String
  let target: String

  /// Moves the file, where there is one.
  ///
  /// - Returns: The folders that have to be synchronized until a power cut cannot undo the move.
  func perform(on files: any FileSystem) throws(FileSystemError) -> [String] {
    let folder = FilePath.parent(of: source)
    do throws(FileSystemError) {
      try files.renameNew(source, to: target)
      return [FilePath.parent(of: target), folder]
    } catch  where error.isNotFound {
      return []
    } catch  where error.isAlreadyThere {
      // Two copies: the one in its place stays. The other is never sent, whatever it holds.
      guard try files.exists(source), try isDouble(files) else { return [] }
      try files.unlink(source)
      return [folder]
    }
  }

  /// Moves several files, one after the other; returns the folders that have to be synchronized.
  static func perform(
    _ moves: [FileMove],
    on files: any FileSystem
  ) -> Result<[String], OutboxError> {
    Result { () throws(OutboxError) in
      do throws(FileSystemError) {
        var folders: [String] = []
        for move in moves {
          for folder in try move.perform(on: files) where !folders.contains(folder) {
            folders.append(folder)
          }
        }
        return folders
      } catch {
        throw .disk(error)
      }
    }
  }

  private func isDouble(_ files: any FileSystem) throws(FileSystemError) -> Bool {
    try files.readFile(source, limit: QueueFile.limit)
      == files.readFile(target, limit: QueueFile.limit)
  }
}
