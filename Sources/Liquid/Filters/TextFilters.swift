/// Filters that change letters and white space.
enum TextFilters {
  static let table: StandardFilters.Table = [
    "append": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return .string(call.input.text + (try call.required(0)).text)
    },
    "prepend": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return .string((try call.required(0)).text + call.input.text)
    },
    "upcase": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(call.input.text.uppercased())
    },
    "downcase": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(call.input.text.lowercased())
    },
    "capitalize": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(capitalized(call.input.text))
    },
    "strip": { call throws(FilterError) in try trimmed(call, start: true, end: true) },
    "lstrip": { call throws(FilterError) in try trimmed(call, start: true, end: false) },
    "rstrip": { call throws(FilterError) in try trimmed(call, start: false, end: true) },
    "squish": { call throws(FilterError) in
      try call.expect(atMost: 0)
      if call.input.isNil { return .nil }
      let words = call.input.text.utf8.split(whereSeparator: ASCII.isSpace)
      return .string(words.map { String(decoding: $0, as: UTF8.self) }.joined(separator: " "))
    },
    "strip_newlines": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(changingLineEnds(call.input.text, to: ""))
    },
    "newline_to_br": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .string(changingLineEnds(call.input.text, to: "<br />\n"))
    },
  ]

  /// The first letter a capital, all others small.
  static func capitalized(_ text: String) -> String {
    if let ascii = capitalizedASCII(text) { return ascii }
    let scalars = text.unicodeScalars
    guard let first = scalars.first else { return "" }
    var rest = String.UnicodeScalarView()
    rest.append(contentsOf: scalars.dropFirst())
    return first.properties.titlecaseMapping + String(rest).lowercased()
  }

  /// Most names are plain, and then bytes do.
  private static func capitalizedASCII(_ text: String) -> String? {
    text.withBytes { bytes in
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
      return String(unsafeUninitializedCapacity: bytes.count) { target in
        for (index, byte) in bytes.enumerated() {
          let isLetter = ASCII.isLetter(byte)
          target[index] = !isLetter ? byte : index == 0 ? byte & 0xDF : byte | 0x20
        }
        return bytes.count
      }
    }
  }

  private static func trimmed(
    _ call: FilterCall,
    start: Bool,
    end: Bool
  ) throws(FilterError) -> Value {
    try call.expect(atMost: 0)
    let bytes = Array(call.input.text.utf8)
    var first = 0
    var last = bytes.count
    // NUL counts as white space, as it does for Ruby.
    if start {
      while first < last, ASCII.isSpace(bytes[first]) || bytes[first] == 0 { first += 1 }
    }
    if end {
      while last > first, ASCII.isSpace(bytes[last - 1]) || bytes[last - 1] == 0 { last -= 1 }
    }
    return .string(String(decoding: bytes[first..<last], as: UTF8.self))
  }

  private static func changingLineEnds(_ text: String, to replacement: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        result += replacement.utf8
      } else if byte != 0x0D || index + 1 >= bytes.count || bytes[index + 1] != 0x0A {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
