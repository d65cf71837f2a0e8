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
  /// - Returns: The people and what could not be understood.
  /// - Throws: ``FileSystemError`` when the folder cannot be listed.
  package static func load(folder: String, fileSystem: any FileSystem) throws -> AddressBook {
    var reading = Reading()
    for name in try fileNames(in: folder, fileSystem: fileSystem) {
      let path = "\(folderName)/\(name)"
      do {
        // A pipe of that name would be waited for without end.
        guard try fileSystem.status("\(folder)/\(name)")?.isRegularFile ?? true else {
          reading.fail(path: path, reason: "it is not a file")
          continue
        }
        let limit = ContactText.sizeLimit + 1
        let bytes = try fileSystem.readFile("\(folder)/\(name)", limit: limit)
        reading.take(path: path, bytes: bytes)
      } catch {
        reading.fail(path: path, reason: "\(error)")
      }
    }
    return AddressBook(
      contacts: reading.contacts,
      problems: reading.problems,
      takenIDs: Set(reading.pathOfID.keys)
    )
  }

  private static func fileNames(
    in folder: String,
    fileSystem: any FileSystem
  ) throws(FileSystemError) -> [String] {
    guard try fileSystem.exists(folder) else { return [] }
    let names = try fileSystem.list(folder)
    return names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") }.sorted()
  }
}

/// An address book while it is being read.
private struct Reading {
  var contacts: [Contact] = []
  var problems: [ContactProblem] = []
  var pathOfID: [String: String] = [:]

  mutating func take(path: String, bytes: [UInt8]) {
    let first = claim(path)
    do {
      let contact = try ContactFile(path: path, bytes: bytes).contact()
      contacts.append(contact)
      problems += contact.problems
      if let first {
        problems.append(
          ContactProblem(path: path, line: 1, column: 1, condition: .sameID(as: first), excerpt: "")
        )
      }
    } catch {
      problems.append(error)
    }
  }

  mutating func fail(path: String, reason: String) {
    _ = claim(path)
    let condition = ContactProblem.Condition.unreadable(reason: reason)
    problems.append(
      ContactProblem(path: path, line: 1, column: 1, condition: condition, excerpt: "")
    )
  }

  /// Notes the id of a file; returns the file that has it already, case aside.
  private mutating func claim(_ path: String) -> String? {
    let name = path.split(separator: "/").last.map { String($0.dropLast(3)) } ?? path
    let key = AddressBook.idKey(name)
    if let first = pathOfID[key] { return first }
    pathOfID[key] = path
    return nil
  }
}
