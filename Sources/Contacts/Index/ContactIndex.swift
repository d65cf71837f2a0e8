internal import DurableFiles

/// A file in which what was read of the contacts is kept from one run to the next, so that only
/// files that changed since are read.
///
/// It is a cache: it may be deleted at any time, and where it is missing, damaged, made by another
/// program or for another folder, the files are read and it is made anew. It never counts against a
/// file: what is known of one that has another inode, size or time, or that had changed so shortly
/// before it was read that it could have changed again within the same tick of the clock, is not
/// used.
///
/// ```
/// magic, 8 octets of checksum over all that follows
/// program, inode of the folder, number of entries
/// an entry: id, stamp, length of the contact, contact      in the order of the ids
/// ```
package struct ContactIndex: Sendable {
  let path: String
  let program: String
  let now: Int64

  /// Says where the index is.
  ///
  /// - Parameters:
  ///   - path: The file; it and its folder are made when they are first needed.
  ///   - program: What tells this program from others that may read a contact differently.
  ///   - now: The machine's clock before anything is read, in nanoseconds since 1970.
  package init(path: String, program: String, now: Int64) {
    self.path = path
    self.program = program
    self.now = now
  }

  static let magic = Array("touchbase contacts 1\n".utf8)
  static let sizeLimit = 512 << 20
  /// How many octets stand before those that are summed up.
  private static let header = magic.count + 8
}

extension ContactIndex {
  /// What the index knows; nothing where there is none to be used.
  func load(of folder: FileStatus?, fileSystem: any FileSystem) -> IndexedContacts {
    guard let folder,
      case .success(let bytes) = Result(catching: { () throws(FileSystemError) in
        try fileSystem.exists(path) ? try fileSystem.readFile(path, limit: Self.sizeLimit) : []
      }), let body = Self.body(of: bytes)
    else { return IndexedContacts() }
    do {
      var reader = PackedReader(bytes, from: body)
      guard try reader.text() == program, try reader.number() == folder.inode else {
        return IndexedContacts()
      }
      return IndexedContacts(try reader.count(), reader)
    } catch {
      return IndexedContacts()
    }
  }

  /// Keeps the contacts that have a stamp; where that is not possible the next run reads the files
  /// again.
  func store(
    _ contacts: [Contact],
    _ stamps: [FileStamp?],
    of folder: FileStatus,
    fileSystem: any FileSystem
  ) {
    var writer = PackedWriter(bytes: Self.magic + Self.octets(0))
    writer.text(program)
    writer.number(folder.inode)
    writer.count(stamps.count { $0 != nil })
    for case (let contact, let stamp?) in zip(contacts, stamps) {
      writer.text(contact.id)
      stamp.pack(into: &writer)
      var record = PackedWriter()
      contact.pack(into: &record)
      writer.block(record.bytes)
    }
    // Put in its place at last, since the bytes are too many to hold twice.
    let sum = Digest.checksum(writer.bytes[Self.header...])
    writer.bytes.replaceSubrange(Self.magic.count..<Self.header, with: Self.octets(sum))
    // A folder that cannot be written to has no index, and everything works without one.
    _ = Result { () throws(FileSystemError) in
      try fileSystem.makeDirectory(FilePath.parent(of: path))
      try fileSystem.replaceCache(path, with: writer.bytes)
    }
  }

  /// Where the part behind a right checksum begins; nil for bytes that are no index of this version.
  private static func body(of bytes: [UInt8]) -> Int? {
    guard bytes.count > header, bytes.starts(with: magic),
      bytes[magic.count..<header].elementsEqual(octets(Digest.checksum(bytes[header...])))
    else { return nil }
    return header
  }

  private static func octets(_ number: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
  }
}
