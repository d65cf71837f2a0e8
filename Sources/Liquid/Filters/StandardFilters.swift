/// The filters of the language that letters use.
enum StandardFilters {
  static let all: [String: Environment.Filter] = strings.merging(lists) { $1 }
    .merging(numbers) { $1 }.merging(others) { $1 }

  private static let others: [String: Environment.Filter] = [
    "default": { call throws(FilterError) in
      let fallback = call.argument(0) ?? .string("")
      if call.input == .bool(false) {
        return call.named["allow_false"]?.isTruthy == true ? call.input : fallback
      }
      return call.input == .nil || call.input.isEmpty ? fallback : call.input
    },
    "date": { call throws(FilterError) in
      try DateFormat.format(call.input, with: call.required(0).text)
    },
  ]

  /// A filter from text to text.
  static func text(_ transform: @escaping @Sendable (String) -> String) -> Environment.Filter {
    { call throws(FilterError) in .string(transform(call.input.text)) }
  }
}
