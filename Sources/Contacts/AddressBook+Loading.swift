package import DurableFiles

extension AddressBook {
  /// The folder's name in a workspace.
  package static let folderName = "contacts"

  /// Reads every `*.md` file of a folder; hidden files and what editors leave behind are no
  /// contacts.
  ///
  /// A file that cannot be read or understood is in ``problems``, and the others are used. A folder
  /// that is not there holds nobody.
  /// - Parameters:
  ///   - folder: The folder; in paths of contacts and problems it is called `contacts`.
  ///   - fileSystem: Where the folder is.
  ///   - index: What earlier runs kept of the files, so that only those that changed are read.
  /// - Returns: The people and what could not be understood.
  /// - Throws: ``FileSystemError`` when the folder cannot be listed.
  package static func load(
    folder: String,
    fileSystem: any FileSystem,
    index: ContactIndex? = nil
  ) throws -> AddressBook {
    var reading = try FolderReading(folder: folder, fileSystem: fileSystem, index: index)
    reading.read(try ids(in: folder, fileSystem: fileSystem))
    reading.keepIndex()
    return reading.book
  }

  private static func ids(
    in folder: String,
    fileSystem: any FileSystem
  ) throws(FileSystemError) -> [String] {
    guard try fileSystem.exists(folder) else { return [] }
    let names = try fileSystem.list(folder)
    return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(3)) }.sorted()
  }
}
