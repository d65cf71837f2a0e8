extension ExpressionReader {
  /// A condition: values, comparisons, and `and`/`or`, which bind from the right and equally.
  ///
  /// - Throws: `LiquidError` where something else stands.
  public mutating func condition() throws(LiquidError) -> Condition {
    var parts: [(Condition, isAnd: Bool)] = []
    var last = try comparison()
    while true {
      if take(word: "and") {
        parts.append((last, true))
      } else if take(word: "or") {
        parts.append((last, false))
      } else {
        break
      }
      guard parts.count < Self.nestingLimit else {
        throw LiquidError(
          SourceSpan(source, position..<min(position + 1, end)),
          "more than \(Self.nestingLimit) conditions are joined here"
        )
      }
      last = try comparison()
    }
    return parts.reversed().reduce(last) { right, part in
      .joined(Condition.Joined(part.0, isAnd: part.isAnd, right))
    }
  }

  private mutating func comparison() throws(LiquidError) -> Condition {
    skipSpace()
    let start = position
    let left = try operand()
    guard let sign = comparisonSign() else { return .truth(left) }
    let right = try operand()
    return .comparison(Condition.Compared(left, sign, right, span(from: start)))
  }

  private mutating func comparisonSign() -> Comparison? {
    if take(word: "contains") { return .contains }
    let signs: [Comparison] = [
      .equal, .notEqual, .alsoNotEqual, .lessOrEqual, .greaterOrEqual, .less, .greater,
    ]
    return signs.first { take($0.rawValue) }
  }
}
