internal import CLibarchive

/// The files of a ZIP archive, read without writing any of them.
///
/// Their names are only compared and shown, so no name can lead out of a folder.
///
/// Source: PKWARE's APPNOTE.TXT, read by libarchive.
struct ZipArchive {
  /// A file within the archive.
  struct Member {
    /// As the archive has it: `word/document.xml`.
    let path: String
    let bytes: [UInt8]
  }

  private static let memberLimit = 10_000
  /// What all members that are read may take together.
  private static let sizeLimit = ImportFile.sizeLimit

  private let name: String
  private let bytes: [UInt8]

  /// Takes an archive; nil when the bytes are none.
  init?(name: String, bytes: [UInt8]) {
    guard bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) else { return nil }
    self.name = name
    self.bytes = bytes
  }

  /// The paths of all files.
  ///
  /// - Throws: ``ContactsError/brokenFile(file:reason:)`` and, for too many,
  ///   ``ContactsError/archiveTooLarge(file:limit:)``.
  func paths() throws(ContactsError) -> [String] {
    var paths: [String] = []
    try forEachMember { _, path throws(ContactsError) in
      paths.append(path)
      guard paths.count <= Self.memberLimit else {
        throw ContactsError.tooManyMembers(file: name, limit: Self.memberLimit)
      }
    }
    return paths
  }

  /// The files that are wanted, in the archive's order.
  ///
  /// - Throws: ``ContactsError/brokenFile(file:reason:)`` and, before anything beyond the limit is
  ///   unpacked, ``ContactsError/archiveTooLarge(file:limit:)``.
  func members(_ isWanted: (String) -> Bool) throws(ContactsError) -> [Member] {
    var members: [Member] = []
    var room = Self.sizeLimit
    try forEachMember { reader, path throws(ContactsError) in
      guard isWanted(path) else { return }
      let bytes = try content(of: reader, limit: room)
      room -= bytes.count
      members.append(Member(path: path, bytes: bytes))
    }
    return members
  }

  private func forEachMember(
    _ body: (borrowing ArchiveReader, String) throws(ContactsError) -> Void
  ) throws(ContactsError) {
    let reader = try ArchiveReader(name)
    // The pointer must outlive the reading, which a closure without typed errors guards.
    let outcome: Result<Void, ContactsError> = bytes.withUnsafeBytes { buffer in
      do throws(ContactsError) {
        try reader.open(buffer)
        while let path = try reader.nextFile() { try body(reader, path) }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  private func content(
    of reader: borrowing ArchiveReader,
    limit: Int
  ) throws(ContactsError) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try reader.read(into: &chunk)
      if count == 0 { return content }
      guard content.count + count <= limit else {
        throw ContactsError.archiveTooLarge(file: name, limit: Self.sizeLimit)
      }
      content += chunk.prefix(count)
    }
  }
}

/// One reading of an archive by libarchive, freed when it goes.
private struct ArchiveReader: ~Copyable {
  private let name: String
  private let library: ArchiveLibrary
  private let pointer: OpaquePointer

  init(_ name: String) throws(ContactsError) {
    let library = try Self.library(for: name)
    guard let pointer = library.read_new() else {
      throw ContactsError.brokenFile(file: name, reason: "out of memory")
    }
    self.name = name
    self.library = library
    self.pointer = pointer
    _ = library.read_support_format_zip(pointer)
  }

  deinit {
    _ = library.read_free(pointer)
  }

  private static func library(for name: String) throws(ContactsError) -> ArchiveLibrary {
    do throws(MissingLibrary) {
      return try ArchiveLibrary.shared.get()
    } catch {
      let words = "libarchive cannot be loaded (\(error.reason)); install it (Debian: libarchive13)"
      throw ContactsError.brokenFile(file: name, reason: words)
    }
  }

  /// Takes the archive's bytes, which must outlive the reading.
  func open(_ bytes: UnsafeRawBufferPointer) throws(ContactsError) {
    try check(library.read_open_memory(pointer, bytes.baseAddress, bytes.count))
  }

  /// The path of the next file that is one, and no folder or link; nil after the last.
  func nextFile() throws(ContactsError) -> String? {
    while true {
      var entry: OpaquePointer?
      let status = library.read_next_header(pointer, &entry)
      if status == ARCHIVE_EOF { return nil }
      // A warning tells of a name that fits no charset; the bytes are there.
      if status != ARCHIVE_WARN { try check(status) }
      guard let entry, library.entry_filetype(entry) == Self.regularFile else { continue }
      let path = library.entry_pathname_utf8(entry) ?? library.entry_pathname(entry)
      return path.map { String(cString: $0) } ?? ""
    }
  }

  private static let regularFile: UInt32 = 0o100000

  /// Unpacks as much of the present file as fits; 0 at its end.
  func read(into chunk: inout [UInt8]) throws(ContactsError) -> Int {
    let count = chunk.withUnsafeMutableBytes {
      library.read_data(pointer, $0.baseAddress, $0.count)
    }
    guard count >= 0 else { throw ContactsError.brokenFile(file: name, reason: reason) }
    return count
  }

  private func check(_ status: Int32) throws(ContactsError) {
    guard status == ARCHIVE_OK else {
      throw ContactsError.brokenFile(file: name, reason: reason)
    }
  }

  private var reason: String {
    let words = library.error_string(pointer).map { String(cString: $0) } ?? "it is damaged"
    return PlainText.shown(words.prefix(1).lowercased() + words.dropFirst(), limit: 120)
  }
}

extension ArchiveLibrary {
  /// libarchive, loaded once for the process, by whoever asks first; or why it cannot be.
  fileprivate static let shared: Result<ArchiveLibrary, MissingLibrary> = {
    var obstacle: UnsafePointer<CChar>?
    let library = clibarchive_load(&obstacle)
    guard let obstacle else { return .success(library) }
    return .failure(MissingLibrary(reason: PlainText.shown(String(cString: obstacle), limit: 200)))
  }()
}

private struct MissingLibrary: Error {
  let reason: String
}
