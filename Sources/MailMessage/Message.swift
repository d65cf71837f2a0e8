/// A mail as it came: any bytes are one.
///
/// Source: RFC 5322 §2.
public struct Message: Sendable {
  /// The header fields in their order, unfolded; lines that are no field are passed over.
  public let fields: [HeaderField]
  /// All bytes behind the blank line.
  public let body: [UInt8]

  /// Reads a mail with line ends of either kind.
  public init(_ bytes: some Collection<UInt8>) {
    let bytes = Array(bytes)
    var fields: [HeaderField] = []
    var line: [UInt8] = []
    var start = 0
    while start < bytes.count {
      let feed = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var next = bytes[start..<feed]
      if next.last == 0x0D { next.removeLast() }
      start = min(feed + 1, bytes.count)
      if next.first == 0x20 || next.first == 0x09 {
        line += next
        continue
      }
      if let field = Self.field(line) { fields.append(field) }
      line = Array(next)
      if next.isEmpty { break }
    }
    if let field = Self.field(line) { fields.append(field) }
    self.fields = fields
    body = Array(bytes[start...])
  }

  private static func field(_ line: [UInt8]) -> HeaderField? {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let name = String(decoding: line[..<colon], as: UTF8.self)
    let value = String(
      decoding: line[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 },
      as: UTF8.self
    )
    do {
      return try HeaderField(name: name, value: value)
    } catch {
      return nil
    }
  }

  /// The value of the first field of a name, encoded words as they stand; nil where there is none.
  public subscript(name: String) -> String? {
    fields.first { $0.isNamed(name) }?.value
  }

  /// The subject in its own script.
  public var subject: String? { self["Subject"].map(EncodedWord.decode) }

  /// The text of a mail that is nothing but text, with LF line ends; nil for any other, and for a
  /// charset that is not known.
  public var text: String? {
    let type = (self["Content-Type"] ?? "text/plain").lowercased()
    guard type.hasPrefix("text/plain") else { return nil }
    let bytes: [UInt8]
    switch (self["Content-Transfer-Encoding"] ?? "").lowercased() {
    case "base64": bytes = Base64.decode(body)
    case "quoted-printable": bytes = QuotedPrintable.decode(body)
    default: bytes = body
    }
    let charset = type.split(separator: ";").lazy
      .map { $0.filter { $0 != " " && $0 != "\"" } }
      .first { $0.hasPrefix("charset=") }?.dropFirst("charset=".count)
    return Charset.decode(bytes, charset: String(charset ?? "us-ascii"))?
      .replacing("\r\n", with: "\n")
  }
}
