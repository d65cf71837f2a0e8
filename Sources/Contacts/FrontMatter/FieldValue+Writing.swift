extension Field {
  /// The entry as lines of front matter, joined by a line end, with one at the end.
  ///
  /// Lists are written `[a, b]`, a mapping as indented lines.
  func lines(lineEnd: String) -> String {
    let key = FieldValue.scalar(self.key, inFlow: false)
    guard case .mapping(let fields) = value, !fields.isEmpty else {
      return key + ":" + (value == .null ? "" : " " + value.flow(isNested: false)) + lineEnd
    }
    let lines = fields.map {
      "  \(FieldValue.scalar($0.key, inFlow: false)): \($0.value.flow(isNested: false))"
    }
    return ([key + ":"] + lines).map { $0 + lineEnd }.joined()
  }
}

extension FieldValue {
  /// The value on one line of YAML.
  func flow(isNested: Bool) -> String {
    switch self {
    case .text(let text): Self.scalar(text, inFlow: isNested)
    case .integer, .boolean: scalarText ?? ""
    case .null: "null"
    case .list(let items): "[" + items.map { $0.flow(isNested: true) }.joined(separator: ", ") + "]"
    case .mapping(let fields):
      "{"
        + fields.map { "\(Self.scalar($0.key, inFlow: true)): \($0.value.flow(isNested: true))" }
        .joined(separator: ", ") + "}"
    }
  }

  /// A text as a YAML scalar, in quotes where it would else be read as something else.
  static func scalar(_ text: String, inFlow: Bool) -> String {
    isPlain(text, inFlow: inFlow) ? text : quoted(text)
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    guard let first = text.unicodeScalars.first,
      !"-?:,[]{}#&*!|>'\"%@`.+ ~<=".unicodeScalars.contains(first),
      !hasIndicator(text.utf8, inFlow: inFlow)
    else { return false }
    let words = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
    if words.contains(text.lowercased()) { return false }
    // What another YAML reader could take for a number or a time of day.
    let isNumberLike = text.unicodeScalars.allSatisfy {
      "0123456789.:eExX_+".unicodeScalars.contains($0)
    }
    return !isNumberLike && !text.unicodeScalars.contains(where: needsEscape)
  }

  /// Whether a colon, a comment or the signs of a list within the text would end it.
  private static func hasIndicator(_ text: String.UTF8View, inFlow: Bool) -> Bool {
    var previous: UInt8 = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: " ") where previous == UInt8(ascii: ":"): return true
      case UInt8(ascii: "#") where previous == UInt8(ascii: " "): return true
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: ":"):
        if inFlow { return true }
      default: break
      }
      previous = byte
    }
    return previous == UInt8(ascii: ":") || previous == UInt8(ascii: " ")
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where needsEscape(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD,
      0x10000...0x10FFFF:
      PlainText.isControl(scalar)
    default: true
    }
  }
}
