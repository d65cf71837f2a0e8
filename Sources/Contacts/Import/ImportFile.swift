/// The bytes of a file from which people are imported, and the name by which messages call it.
struct ImportFile {
  static let sizeLimit = 64 << 20

  let name: String
  /// The bytes without byte order mark, UTF-16 as UTF-8; lines can be told in them, but letters
  /// beyond ASCII may be in any charset.
  let bytes: [UInt8]

  /// Takes a file.
  ///
  /// - Throws: ``ContactsError/fileTooLarge(file:limit:)`` and, for what is no text,
  ///   ``ContactsError/notAList(file:)``.
  init(name: String, bytes: [UInt8]) throws(ContactsError) {
    guard bytes.count <= Self.sizeLimit else {
      throw ContactsError.fileTooLarge(file: name, limit: Self.sizeLimit)
    }
    self.name = name
    self.bytes = TextDecoding.unmarked(bytes)
    guard self.bytes.contains(where: { $0 > 0x20 }), !Self.isBinary(self.bytes) else {
      throw ContactsError.notAList(file: name)
    }
  }

  /// The text as UTF-8; what is not that is taken for Windows-1252.
  var text: [UInt8] {
    TextDecoding.utf8(unmarked: bytes)
  }

  /// The first lines that are not blank, with their numbers and without blanks at their ends.
  ///
  /// Source of the look that each format takes at a file before it claims it, so nothing beyond the
  /// first 64 KiB is looked at.
  func firstLines(_ count: Int) -> [(number: Int, text: String)] {
    var lines: [(number: Int, text: String)] = []
    var reader = LineReader(bytes[..<min(bytes.count, 1 << 16)])
    while lines.count < count, let line = reader.next() {
      let text = PlainText.singleLine(String(decoding: line.bytes, as: UTF8.self))
      if !text.isEmpty { lines.append((line.number, text)) }
    }
    return lines
  }

  /// Whether the beginning is full of control characters, as archives and pictures are.
  private static func isBinary(_ text: [UInt8]) -> Bool {
    let sample = text.prefix(4096)
    let controls = sample.count { $0 < 0x09 || (0x0E...0x1A).contains($0) }
    return controls > 4 && controls * 50 > sample.count
  }
}
