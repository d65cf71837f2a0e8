/// An address with the name of who reads there: `Ada Park <ada@example.net>`.
///
/// Source: RFC 5322 §3.4.
public struct Mailbox: Hashable, Sendable, CustomStringConvertible {
  /// The name in any script, without control characters; nil where there is none.
  public let displayName: String?
  /// Where the mail goes.
  public let address: EmailAddress

  /// Makes a mailbox; control characters in the name become blanks, and an empty name is none.
  public init(displayName: String? = nil, address: EmailAddress) {
    self.address = address
    if let displayName, Self.isPlain(displayName) {
      self.displayName = displayName
      return
    }
    let words = (displayName ?? "").unicodeScalars.split { scalar in
      // What is looked up of a scalar takes time, and of ASCII it is known.
      scalar.isASCII
        ? scalar.value <= 0x20 || scalar.value == 0x7F
        : scalar.properties.generalCategory == .control || scalar.properties.isWhitespace
    }
    let name = words.map(String.init).joined(separator: " ")
    self.displayName = name.isEmpty ? nil : name
  }

  /// Whether a name is of ASCII words with one blank between them, and stays what it is.
  private static func isPlain(_ name: String) -> Bool {
    var previous: UInt8 = 0x20
    for octet in name.utf8 {
      guard 0x20..<0x7F ~= octet, octet != 0x20 || previous != 0x20 else { return false }
      previous = octet
    }
    return previous != 0x20
  }

  /// The mailbox as a person writes it into a draft; a name with specials stands in quotes.
  public var description: String {
    guard let displayName else { return address.description }
    let isPlain = displayName.unicodeScalars.allSatisfy {
      $0 == " " || AddressSyntax.isAtomText($0)
    }
    // What looks like an encoded word would be read as one.
    let isEncoded = displayName.utf8.contains(UInt8(ascii: "?")) && displayName.contains("=?")
    guard !isPlain || isEncoded else { return "\(displayName) <\(address)>" }
    return "\(Self.quoted(displayName)) <\(address)>"
  }

  /// A text in quotes, what is special within them escaped.
  ///
  /// Source: RFC 5322 §3.2.4.
  static func quoted(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { escaped.append("\\") }
      escaped.append(scalar)
    }
    return "\"\(String(escaped))\""
  }
}
