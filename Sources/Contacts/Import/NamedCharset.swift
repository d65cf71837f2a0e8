internal import CLibxml2

/// Decodes text in the charsets beyond those of ``TextDecoding``, where a file names one.
///
/// libxml2 knows them from iconv and ICU: Shift-JIS, EUC, GB 18030, Big5, KOI8 and the rest.
enum NamedCharset {
  /// The text; nil when the charset is not known or the bytes are none of it.
  static func decode(_ bytes: [UInt8], charset: String) -> String? {
    // The name goes to libraries that look for modules of that name.
    let name = charset.uppercased()
    guard name.utf8.count <= 20, families.contains(where: name.hasPrefix),
      name.utf8.allSatisfy({ isNameByte($0) }), let count = Int32(exactly: bytes.count),
      let handler = xmlFindCharEncodingHandler(name)
    else { return nil }
    defer { xmlCharEncCloseFunc(handler) }
    guard let input = xmlBufferCreate(), let output = xmlBufferCreate() else { return nil }
    defer {
      xmlBufferFree(input)
      xmlBufferFree(output)
    }
    guard bytes.isEmpty || xmlBufferAdd(input, bytes, count) == 0,
      xmlCharEncInFunc(handler, output, input) >= 0, let text = xmlBufferContent(output)
    else { return nil }
    let length = Int(max(xmlBufferLength(output), 0))
    return String(decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
  }

  private static let families = [
    "SHIFT_JIS", "SHIFT-JIS", "SJIS", "CP932", "WINDOWS-", "CP125", "EUC-", "ISO-2022-JP", "GB",
    "BIG5", "KOI8", "ISO-8859", "UTF-16",
  ]

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
