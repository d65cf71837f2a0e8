/// The fields of a mail in their order.
///
/// Source: RFC 5322 §2.2.
public struct Header: Hashable, Sendable {
  /// The fields, the first line's first.
  public let fields: [HeaderField]

  /// Makes a header of fields in their order.
  public init(_ fields: [HeaderField] = []) {
    self.fields = fields
  }

  /// The value of the first field of a name, whatever the case of its letters; encoded words as
  /// they stand; nil where there is none.
  public subscript(name: String) -> String? {
    fields.first { $0.isNamed(name) }?.value
  }

  /// The values of all fields of a name, in their order.
  public func values(_ name: String) -> [String] {
    fields.filter { $0.isNamed(name) }.map(\.value)
  }
}

extension Header {
  /// Reads lines that end in LF or CRLF up to the blank one.
  ///
  /// Lines that are no field are passed over, and so is a field whose name could not be written. A
  /// control character in a value becomes a blank.
  ///
  /// - Returns: The header, and where the body begins.
  static func read(_ bytes: [UInt8]) -> (header: Header, end: Int) {
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
      if let field = HeaderField(line: line) { fields.append(field) }
      line = Array(next)
      if next.isEmpty { break }
    }
    if let field = HeaderField(line: line) { fields.append(field) }
    return (Header(fields), start)
  }
}

extension HeaderField {
  /// Reads an unfolded line; nil when it is no field.
  fileprivate init?(line: [UInt8]) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    // RFC 5322 §4.5 knows blanks before the colon.
    let name = line[..<colon].trimmingBlanks
    let octets = line[(colon + 1)...].map { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F ? 0x20 : $0 }
    var value = String.UnicodeScalarView()
    for scalar in String(decoding: octets[...].trimmingBlanks, as: UTF8.self).unicodeScalars {
      value.append((0x80..<0xA0).contains(scalar.value) ? " " : scalar)
    }
    do {
      try self.init(name: String(decoding: name, as: UTF8.self), value: String(value))
    } catch {
      return nil
    }
  }
}

extension ArraySlice<UInt8> {
  /// The octets without spaces and tabs at either end.
  var trimmingBlanks: ArraySlice<UInt8> {
    var slice = drop { $0 == 0x20 || $0 == 0x09 }
    while slice.last == 0x20 || slice.last == 0x09 { slice.removeLast() }
    return slice
  }
}
