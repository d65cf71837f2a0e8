/// Why a header field cannot be.
public enum HeaderError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The name is empty, longer than 76 characters, or holds something other than printable ASCII
  /// without `:`.
  case badName(String)
  /// The value holds a line end, a NUL or another control character.
  case controlCharacter(field: String)
  /// Not `<word@domain>` in ASCII.
  case badMessageID(String)

  /// The error for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .badName(let name) where name.utf8.count > HeaderField.longestName:
      "the name of a header field has at most \(HeaderField.longestName) characters"
    case .badName(let name): "'\(name)' is not the name of a header field"
    case .controlCharacter(let field): "'\(field)' holds a line end or another control character"
    case .badMessageID(let text): "'\(text)' is not a Message-ID: <word@domain>"
    }
  }
}

/// A header field that can be written as it is: nothing in it can begin another field.
///
/// Source: RFC 5322 §2.2.
public struct HeaderField: Hashable, Sendable {
  /// The name, as it is written.
  public let name: String
  /// The value in UTF-8, unfolded.
  public let value: String

  /// A longer name leaves too little of its line for a value.
  static let longestName = 76

  /// Makes a field.
  ///
  /// - Throws: `HeaderError` when name or value could not be written without becoming something
  ///   else.
  public init(name: String, value: String) throws(HeaderError) {
    guard (1...Self.longestName).contains(name.utf8.count),
      name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3A })
    else {
      throw .badName(name)
    }
    guard !value.hasControlCharacters else { throw .controlCharacter(field: name) }
    self.name = name
    self.value = value
  }

  /// Whether the field has this name, whatever the case of its letters.
  public func isNamed(_ name: String) -> Bool {
    self.name.utf8.count == name.utf8.count
      && zip(self.name.utf8, name.utf8).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }
}

extension UInt8 {
  /// The octet with a capital letter of ASCII as the small one.
  var asciiLowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}

extension String {
  /// Whether there is a control character other than a tab.
  var hasControlCharacters: Bool {
    var previous: UInt8 = 0
    for byte in utf8 {
      // U+0080 to U+009F begin with 0xC2, which stands before nothing else that is below 0xA0.
      if byte < 0x20 && byte != 0x09 || byte == 0x7F || previous == 0xC2 && byte < 0xA0 {
        return true
      }
      previous = byte
    }
    return false
  }

  /// The text with a blank for each control character, a tab left as it is.
  var blankingControlCharacters: String {
    guard hasControlCharacters else { return self }
    var text = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      let isControl = scalar.properties.generalCategory == .control && scalar != "\t"
      text.append(isControl ? " " : scalar)
    }
    return String(text)
  }
}
