/// Filters that put one text in the place of another.
enum ReplacingFilters {
  static let table: StandardFilters.Table = [
    "replace": { call throws(FilterError) in
      try call.expect(atMost: 2)
      return .string(
        try all(call, of: call.required(0).text, by: call.argument(1)?.text ?? "")
      )
    },
    "replace_first": { call throws(FilterError) in
      try call.expect(atMost: 2)
      return .string(
        try first(call, of: call.required(0).text, by: call.argument(1)?.text ?? "")
      )
    },
    "replace_last": { call throws(FilterError) in
      try call.expect(atMost: 2)
      return .string(try last(call, of: call.required(0).text, by: call.required(1).text))
    },
    "remove": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return .string(try all(call, of: call.required(0).text, by: ""))
    },
    "remove_first": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return .string(try first(call, of: call.required(0).text, by: ""))
    },
    "remove_last": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return .string(try last(call, of: call.required(0).text, by: ""))
    },
  ]

  private static func all(
    _ call: FilterCall,
    of wanted: String,
    by replacement: String
  ) throws(FilterError) -> String {
    let input = call.input.text
    guard !wanted.isEmpty else { return try between(call, input, replacement) }
    guard let found = input.position(of: wanted) else { return input }
    let limit = call.program.environment.limits.valueSize
    let result = input.withBytes { bytes in
      wanted.withBytes { needle in
        replacement.withBytes { other in
          replaced(bytes, needle, other, found, limit)
        }
      }
    }
    guard let result else { throw FilterError("gives more than it may") }
    return result
  }

  /// The bytes with all places of others replaced, the first of which is known; nil where they become
  /// too many.
  private static func replaced(
    _ bytes: UnsafeBufferPointer<UInt8>,
    _ needle: UnsafeBufferPointer<UInt8>,
    _ other: UnsafeBufferPointer<UInt8>,
    _ found: Int,
    _ limit: Int
  ) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 2 * other.count)
    var start = 0
    var next: Int? = found
    while let position = next {
      result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
      result.append(contentsOf: other)
      start = position + needle.count
      next = bytes.position(of: needle, from: start)
      guard result.count <= limit else { return nil }
    }
    result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start...]))
    return String(decoding: result, as: UTF8.self)
  }

  /// Nothing stands before each character, and behind the last.
  private static func between(
    _ call: FilterCall,
    _ input: String,
    _ replacement: String
  ) throws(FilterError) -> String {
    let count = input.unicodeScalars.count + 1
    let (size, isTooLong) = count.multipliedReportingOverflow(by: replacement.utf8.count)
    try call.allow(isTooLong ? .max : size)
    var result = replacement
    for scalar in input.unicodeScalars {
      result.unicodeScalars.append(scalar)
      result += replacement
    }
    return result
  }

  private static func first(
    _ call: FilterCall,
    of wanted: String,
    by replacement: String
  ) throws(FilterError) -> String {
    let input = call.input.text
    guard let position = input.position(of: wanted) else { return input }
    return replaced(input, position, wanted, replacement)
  }

  private static func last(
    _ call: FilterCall,
    of wanted: String,
    by replacement: String
  ) throws(FilterError) -> String {
    let input = call.input.text
    // The last is the first from behind.
    let bytes = Array(input.utf8.reversed())
    let needle = Array(wanted.utf8.reversed())
    let found = bytes.withUnsafeBufferPointer { bytes in
      needle.withUnsafeBufferPointer { bytes.position(of: $0, from: 0) }
    }
    guard let found else { return input }
    return replaced(input, bytes.count - found - needle.count, wanted, replacement)
  }

  private static func replaced(
    _ input: String,
    _ position: Int,
    _ wanted: String,
    _ replacement: String
  ) -> String {
    var bytes = Array(input.utf8)
    bytes.replaceSubrange(position..<(position + wanted.utf8.count), with: replacement.utf8)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension String {
  /// Where another text first stands in this one, in octets; nil where it does not.
  func position(of other: String) -> Int? {
    withBytes { bytes in other.withBytes { bytes.position(of: $0, from: 0) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where other bytes first stand from a position on; nil where they do not.
  func position(of other: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let first = other.first else { return start }
    guard other.count <= 32 else { return position(ofLong: other, from: start) }
    let last = count - other.count
    var index = start
    while index <= last {
      if self[index] == first {
        var same = 1
        while same < other.count, self[index + same] == other[same] { same += 1 }
        if same == other.count { return index }
      }
      index += 1
    }
    return nil
  }
}

extension RandomAccessCollection where Element == UInt8, Index == Int {
  /// Where other bytes first stand; nil where they do not.
  func position(of other: some RandomAccessCollection<UInt8>) -> Int? {
    guard let first = other.first else { return startIndex }
    let count = other.count
    guard count <= 32 else { return position(ofLong: other, from: startIndex) }
    var index = startIndex
    while endIndex - index >= count {
      if self[index] == first, self[index..<(index + count)].elementsEqual(other) { return index }
      index += 1
    }
    return nil
  }

  /// Looks at no byte twice, however much the other bytes are like one another.
  ///
  /// Source: D. E. Knuth, J. H. Morris, V. R. Pratt, Fast Pattern Matching in Strings, 1977.
  fileprivate func position(
    ofLong needle: some RandomAccessCollection<UInt8>,
    from start: Int
  ) -> Int? {
    let needle = Array(needle)
    // How many bytes at the needle's beginning also end at each of its places.
    var borders = [0]
    borders.reserveCapacity(needle.count)
    var matched = 0
    for index in needle.indices.dropFirst() {
      while matched > 0, needle[index] != needle[matched] { matched = borders[matched - 1] }
      if needle[index] == needle[matched] { matched += 1 }
      borders.append(matched)
    }
    matched = 0
    for index in start..<endIndex {
      while matched > 0, self[index] != needle[matched] { matched = borders[matched - 1] }
      if self[index] == needle[matched] { matched += 1 }
      if matched == needle.count { return index - matched + 1 }
    }
    return nil
  }
}
