extension HeaderWriter {
  /// Writes a parameter: a token or a quoted string where it is short and in ASCII, else in pieces
  /// of percent-encoded UTF-8 that part no scalar.
  ///
  /// Source: RFC 2045 §5.1; RFC 2231 §3, §4.
  mutating func append(parameter name: String, _ value: String) {
    let octets = Array(value.utf8)
    let isPlain = octets.allSatisfy { $0 >= 0x20 && $0 < 0x7F } && !value.contains("=?")
    if isPlain, !octets.isEmpty, octets.allSatisfy(Self.isAttributeOctet) {
      let word = "\(name)=\(value)"
      if word.utf8.count < Self.preferredLength { return append(word.utf8) }
    } else if isPlain {
      let word = "\(name)=\(Mailbox.quoted(value))"
      if word.utf8.count < Self.preferredLength { return append(word.utf8) }
    }
    append(extended: name, value)
  }

  private mutating func append(extended name: String, _ value: String) {
    let room = Self.preferredLength - name.utf8.count - "*00*=;utf-8''".utf8.count - 1
    var pieces: [[UInt8]] = [[]]
    for scalar in value.unicodeScalars {
      let encoded = String(scalar).utf8.flatMap(Self.percentEncoded)
      if pieces[pieces.count - 1].count + encoded.count > room { pieces.append([]) }
      pieces[pieces.count - 1] += encoded
    }
    for (index, piece) in pieces.enumerated() {
      let number = pieces.count > 1 ? "*\(index)" : ""
      let charset = index == 0 ? "utf-8''" : ""
      let end = index < pieces.count - 1 ? ";" : ""
      append(Array("\(name)\(number)*=\(charset)".utf8) + piece + Array(end.utf8))
    }
  }

  private static func percentEncoded(_ byte: UInt8) -> [UInt8] {
    guard !isAttributeOctet(byte) else { return [byte] }
    return [UInt8(ascii: "%")] + QuotedPrintable.escaped(byte).dropFirst()
  }

  /// What may stand in a token, and in a percent-encoded value for itself; some readers take the
  /// one for the other.
  ///
  /// Source: RFC 2045 §5.1; RFC 2231 §7.
  private static func isAttributeOctet(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && !"()<>@,;:\\\"/[]?=*'%".utf8.contains(byte)
  }
}
