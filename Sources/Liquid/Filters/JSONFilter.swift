/// `json`: a value as scripts in web pages and other programs read it.
///
/// Source: RFC 8259.
enum JSONFilter {
  static let table: StandardFilters.Table = [
    "json": { call throws(FilterError) in
      try call.expect(atMost: 0)
      let most = call.environment.limits.valueSize
      guard call.input.isWritten(inOctets: most) else {
        throw FilterError("gives more than it may")
      }
      var text = ""
      try write(call.input, to: &text)
      return .string(text)
    }
  ]

  private static func write(_ value: Value, to text: inout String) throws(FilterError) {
    switch value {
    case .nil: text += "null"
    case .bool(let truth): text += truth ? "true" : "false"
    case .number(let number) where !number.isFinite:
      throw FilterError("cannot write a number without end")
    case .integer, .bigInteger, .number: text += value.text
    case .string, .range: write(value.text, to: &text)
    case .array(let items):
      text += "["
      for (index, item) in items.enumerated() {
        if index > 0 { text += "," }
        try write(item, to: &text)
      }
      text += "]"
    case .object(let object):
      text += "{"
      for (index, entry) in object.entries.enumerated() {
        if index > 0 { text += "," }
        write(entry.key.text, to: &text)
        text += ":"
        try write(entry.value, to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{08}": text += "\\b"
      case "\u{0C}": text += "\\f"
      case "\u{00}"..<"\u{20}":
        text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
