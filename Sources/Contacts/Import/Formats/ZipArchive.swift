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
    try forEachMember { archive, path throws(ContactsError) in
      guard isWanted(path) else { return }
      let bytes = try content(of: archive, limit: room)
      room -= bytes.count
      members.append(Member(path: path, bytes: bytes))
    }
    return members
  }

  private func forEachMember(
    _ body: (OpaquePointer, String) throws(ContactsError) -> Void
  ) throws(ContactsError) {
    guard let archive = archive_read_new() else {
      throw ContactsError.brokenFile(file: name, reason: "out of memory")
    }
    defer { archive_read_free(archive) }
    archive_read_support_format_zip(archive)
    // The pointer must outlive the reading, which a closure without typed errors guards.
    let outcome: Result<Void, ContactsError> = bytes.withUnsafeBytes { buffer in
      do throws(ContactsError) {
        try check(archive_read_open_memory(archive, buffer.baseAddress, buffer.count), archive)
        var entry: OpaquePointer?
        while try hasNext(archive, &entry) {
          guard let entry, archive_entry_filetype(entry) == Self.regularFile else { continue }
          try body(archive, Self.path(of: entry))
        }
        return .success(())
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
  }

  private static let regularFile: UInt32 = 0o100000

  private func hasNext(
    _ archive: OpaquePointer,
    _ entry: inout OpaquePointer?
  ) throws(ContactsError) -> Bool {
    let status = archive_read_next_header(archive, &entry)
    if status == ARCHIVE_EOF { return false }
    // A warning tells of a name that fits no charset; the bytes are there.
    if status != ARCHIVE_WARN { try check(status, archive) }
    return true
  }

  private static func path(of entry: OpaquePointer) -> String {
    let path = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
    return path.map { String(cString: $0) } ?? ""
  }

  private func content(of archive: OpaquePointer, limit: Int) throws(ContactsError) -> [UInt8] {
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = chunk.withUnsafeMutableBytes {
        archive_read_data(archive, $0.baseAddress, $0.count)
      }
      if count == 0 { return content }
      guard count > 0 else {
        throw ContactsError.brokenFile(file: name, reason: reason(archive))
      }
      guard content.count + count <= limit else {
        throw ContactsError.archiveTooLarge(file: name, limit: Self.sizeLimit)
      }
      content += chunk.prefix(count)
    }
  }

  private func check(_ status: Int32, _ archive: OpaquePointer) throws(ContactsError) {
    guard status == ARCHIVE_OK else {
      throw ContactsError.brokenFile(file: name, reason: reason(archive))
    }
  }

  private func reason(_ archive: OpaquePointer) -> String {
    let words = archive_error_string(archive).map { String(cString: $0) } ?? "it is damaged"
    return PlainText.shown(words.prefix(1).lowercased() + words.dropFirst(), limit: 120)
  }
}
