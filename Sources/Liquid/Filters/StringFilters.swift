extension StandardFilters {
  static let strings: [String: Environment.Filter] = [
    "append": { call throws(FilterError) in .string(call.input.text + (try call.required(0)).text)
    },
    "prepend": { call throws(FilterError) in .string((try call.required(0)).text + call.input.text)
    },
    "capitalize": text { $0.prefix(1).uppercased() + $0.dropFirst().lowercased() },
    "downcase": text { $0.lowercased() },
    "upcase": text { $0.uppercased() },
    "strip": text { trimmed($0, start: true, end: true) },
    "lstrip": text { trimmed($0, start: true, end: false) },
    "rstrip": text { trimmed($0, start: false, end: true) },
    "strip_newlines": text { $0.filter { !$0.isNewline } },
    "newline_to_br": text {
      $0.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "<br />\n")
    },
    "escape": text(escaped),
    "replace": { call throws(FilterError) in
      let (wanted, other) = (try call.required(0).text, call.argument(1)?.text ?? "")
      return .string(
        wanted.isEmpty ? call.input.text : call.input.text.replacing(wanted, with: other)
      )
    },
    "replace_first": { call throws(FilterError) in
      let (wanted, other) = (try call.required(0).text, call.argument(1)?.text ?? "")
      return .string(call.input.text.replacing(wanted, with: other, maxReplacements: 1))
    },
    "remove": { call throws(FilterError) in
      .string(call.input.text.replacing(try call.required(0).text, with: ""))
    },
    "remove_first": { call throws(FilterError) in
      .string(call.input.text.replacing(try call.required(0).text, with: "", maxReplacements: 1))
    },
    "split": { call throws(FilterError) in
      let separator = try call.required(0).text
      let text = call.input.text
      if text.isEmpty { return .array([]) }
      if separator.isEmpty { return .array(text.map { .string(String($0)) }) }
      return .array(text.split(separator: separator).map { .string(String($0)) })
    },
    "truncate": { call throws(FilterError) in
      let limit = max(0, try whole(call.argument(0) ?? .integer(50)))
      let ending = call.argument(1)?.text ?? "..."
      let text = call.input.text
      guard text.count > limit else { return .string(text) }
      return .string(String(text.prefix(max(0, limit - ending.count))) + ending)
    },
    "truncatewords": { call throws(FilterError) in
      let limit = max(1, try whole(call.argument(0) ?? .integer(15)))
      let words = call.input.text.split(whereSeparator: \.isWhitespace)
      guard words.count > limit else { return .string(call.input.text) }
      return .string(words.prefix(limit).joined(separator: " ") + (call.argument(1)?.text ?? "..."))
    },
  ]

  private static func trimmed(_ text: String, start: Bool, end: Bool) -> String {
    var result = text[...]
    if start { result = result.drop(while: \.isWhitespace) }
    if end { while result.last?.isWhitespace == true { result.removeLast() } }
    return String(result)
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.append(character)
      }
    }
  }

  /// A whole number, for a count.
  static func whole(_ value: Value) throws(FilterError) -> Int {
    if case .integer(let number) = value { return number }
    guard let number = value.numeric.flatMap({ Int(exactly: $0.rounded(.towardZero)) }) else {
      throw FilterError("needs a whole number")
    }
    return number
  }
}
