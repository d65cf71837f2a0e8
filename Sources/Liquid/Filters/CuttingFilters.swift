/// Filters that take a text, or a list, apart.
///
/// Characters are Unicode scalars.
enum CuttingFilters {
  static let table: StandardFilters.Table = [
    "slice": slice,
    "truncate": truncate,
    "truncatewords": truncateWords,
    "split": { call throws(FilterError) in
      try call.expect(atMost: 1)
      let text = call.input.text
      try call.allow(text.utf8.count)
      let parts = try split(text, by: call.required(0).text)
      return .array(parts.map(Value.string))
    },
  ]

  private static func slice(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 2)
    let offset = try call.integer(call.required(0))
    var length = 1
    if let given = call.argument(1), !given.isNil { length = try call.integer(given) }
    if case .array(let items) = call.input {
      return .array(range(offset, length, of: items.count).map { Array(items[$0]) } ?? [])
    }
    let scalars = Array(call.input.text.unicodeScalars)
    guard let range = range(offset, length, of: scalars.count) else { return .string("") }
    return .string(String(String.UnicodeScalarView(scalars[range])))
  }

  private static func range(_ offset: Int, _ length: Int, of count: Int) -> Range<Int>? {
    let start = offset < 0 ? count &+ offset : offset
    guard start >= 0, start <= count, length >= 0 else { return nil }
    return start..<(length >= count - start ? count : start + length)
  }

  private static func truncate(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 2)
    if call.input.isNil { return .nil }
    let length = try call.argument(0).map(call.integer) ?? 50
    let ending = call.argument(1)?.text ?? "..."
    let scalars = Array(call.input.text.unicodeScalars)
    guard scalars.count > length else { return .string(call.input.text) }
    let (difference, isTooLittle) =
      length.subtractingReportingOverflow(ending.unicodeScalars.count)
    let kept = isTooLittle ? 0 : max(0, difference)
    return .string(String(String.UnicodeScalarView(scalars.prefix(kept))) + ending)
  }

  private static func truncateWords(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 2)
    if call.input.isNil { return .nil }
    let count = max(1, try call.argument(0).map(call.integer) ?? 15)
    let ending = call.argument(1)?.text ?? "..."
    let words = call.input.text.utf8.split(whereSeparator: ASCII.isSpace)
    // White space behind the last word that may stand counts as one more.
    let isEnded = call.input.text.utf8.last.map(ASCII.isSpace) ?? true
    guard words.count > count || (words.count == count && isEnded) else {
      return .string(call.input.text)
    }
    let kept = words.prefix(count).map { String(decoding: $0, as: UTF8.self) }
    return .string(kept.joined(separator: " ") + ending)
  }

  /// The parts between a separator, without the empty ones at the end; a blank separates words, and
  /// nothing separates characters.
  static func split(_ text: String, by separator: String) -> [String] {
    if separator.isEmpty { return text.unicodeScalars.map { String($0) } }
    if separator == " " {
      return text.utf8.split(whereSeparator: ASCII.isSpace).map {
        String(decoding: $0, as: UTF8.self)
      }
    }
    let bytes = Array(text.utf8)
    let needle = Array(separator.utf8)
    var parts: [String] = []
    var start = 0
    while let position = bytes[start...].position(of: needle) {
      parts.append(String(decoding: bytes[start..<position], as: UTF8.self))
      start = position + needle.count
    }
    parts.append(String(decoding: bytes[start...], as: UTF8.self))
    while parts.last?.isEmpty == true { parts.removeLast() }
    return parts
  }
}
