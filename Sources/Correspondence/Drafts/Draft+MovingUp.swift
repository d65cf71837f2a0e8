extension Draft {
  /// Whether a line below the scissors is none of the brief, and blank is none.
  static func isTypedBelow(_ line: some StringProtocol) -> Bool {
    !line.hasPrefix("#") && !line.allSatisfy(\.isWhitespace)
  }

  /// The file with what was typed below the scissors at the end of the letter; nil where nothing was.
  ///
  /// Every line stays what it was, octet for octet; the brief keeps its order.
  var sourceWithTextMovedUp: [UInt8]? {
    guard let scissorsLine, brief.contains(where: Self.isTypedBelow) else { return nil }
    var lines = source.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    let blank: [UInt8] = lines[scissorsLine - 1].last == 0x0D ? [0x0D] : []
    if lines.last?.last != 0x0D { lines[lines.count - 1] += blank }
    let isBlank: (ArraySlice<UInt8>) -> Bool = { $0.allSatisfy { $0 <= 0x20 } }
    let below = lines[scissorsLine...]
    let moved = below.filter { $0.first != UInt8(ascii: "#") }.trimming(isBlank)
    let letter = lines[..<(scissorsLine - 1)].reversed().drop(while: isBlank).reversed()
    let all =
      letter + [blank[...]] + moved + [blank[...], lines[scissorsLine - 1]]
      + below.filter { $0.first == UInt8(ascii: "#") }
    return all.flatMap { $0 + [0x0A] }
  }
}

extension Array {
  /// The elements without those at either end that are so.
  fileprivate func trimming(_ isOuter: (Element) -> Bool) -> ArraySlice<Element> {
    guard let first = firstIndex(where: { !isOuter($0) }),
      let last = lastIndex(where: { !isOuter($0) })
    else { return [] }
    return self[first...last]
  }
}
