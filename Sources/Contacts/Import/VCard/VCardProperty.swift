internal import MailMessage

/// One property of a card: `item1.EMAIL;TYPE=work:ada@example.net`.
///
/// Source: RFC 6350 §3.3; vCard 2.1 §2.1 for parameters without a name.
struct VCardProperty {
  /// In upper case.
  let name: String
  /// What binds properties together, in lower case: `item1`.
  let group: String?
  /// Upper-case names with their values.
  private(set) var parameters: [String: [String]] = [:]
  /// What stands behind the colon, before any decoding.
  var value: [UInt8]
  let line: Int

  /// Takes an unfolded line apart; nil for a line without name or colon.
  init?(_ bytes: ArraySlice<UInt8>, line: Int) {
    guard let colon = Self.colon(in: bytes) else { return nil }
    let head = bytes[..<colon]
    self.value = Array(bytes[(colon + 1)...])
    self.line = line
    // Most names stand alone, as ASCII letters.
    if head.allSatisfy(Self.isNameByte), !head.isEmpty {
      self.name = String(decoding: head, as: UTF8.self).uppercased()
      self.group = nil
      return
    }
    let parts = Self.split(String(decoding: head, as: UTF8.self), at: ";")
    let path = PlainText.singleLine(parts.first ?? "").split(separator: ".").map(String.init)
    guard let last = path.last, last.utf8.allSatisfy(Self.isNameByte) else { return nil }
    self.name = last.uppercased()
    self.group = path.count > 1 ? path[0].lowercased() : nil
    for part in parts.dropFirst() { takeParameter(part) }
  }

  /// The values of `TYPE`, in lower case.
  var types: [String] {
    (parameters["TYPE"] ?? []).map { $0.lowercased() }
  }

  var encoding: String? {
    parameters["ENCODING"]?.last?.uppercased()
  }

  var isQuotedPrintable: Bool {
    encoding == "QUOTED-PRINTABLE"
  }

  var isBase64: Bool {
    encoding == "BASE64" || encoding == "B"
  }

  /// What comes first; smaller is preferred.
  var preference: Int {
    if let number = parameters["PREF"]?.first.flatMap({ Int($0) }) { return number }
    return types.contains("pref") ? 1 : 101
  }

  /// The value as text, transfer encoding and charset undone, escapes still there.
  var text: String {
    let octets = isQuotedPrintable ? QuotedPrintable.decode(value) : value
    let charset = parameters["CHARSET"]?.first ?? ""
    return TextDecoding.text(octets, charset: charset)
  }

  private mutating func takeParameter(_ part: String) {
    let pieces = part.split(separator: "=", maxSplits: 1).map(String.init)
    guard let first = pieces.first else { return }
    let word = PlainText.singleLine(first).uppercased()
    guard pieces.count == 2 else {
      // vCard 2.1 leaves the name out: TEL;WORK and NOTE;QUOTED-PRINTABLE.
      let isEncoding = ["QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"].contains(word)
      parameters[isEncoding ? "ENCODING" : "TYPE", default: []].append(word)
      return
    }
    // Quoted in whole, `"work,voice"`, or each by itself.
    let values = Self.split(pieces[1].filter { $0 != "\"" }, at: ",").map(Self.unescapedParameter)
    parameters[word, default: []] += values.map(PlainText.singleLine)
  }

  /// Source: RFC 6868 §3.
  private static func unescapedParameter(_ text: String) -> String {
    guard text.contains("^") else { return text }
    return text.replacing("^^", with: "\u{0}").replacing("^n", with: " ")
      .replacing("^'", with: "\"").replacing("\u{0}", with: "^")
  }

  /// The colon that ends the parameters; one in quotes does not.
  private static func colon(in bytes: ArraySlice<UInt8>) -> Int? {
    var isQuoted = false
    for (index, byte) in zip(bytes.indices, bytes) {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: ":"), !isQuoted { return index }
    }
    // QUIRK: a quote that is never closed belongs to a sloppy name, not to the value.
    return bytes.firstIndex(of: UInt8(ascii: ":"))
  }

  private static func split(_ text: String, at separator: Unicode.Scalar) -> [String] {
    var isQuoted = false
    // Both signs are ASCII, and no octet of another character is.
    return text.utf8.split(omittingEmptySubsequences: false) { byte in
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      return byte == UInt8(ascii: separator) && !isQuoted
    }.map { String(Substring($0)) }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
