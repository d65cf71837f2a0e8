extension ExpressionReader {
  /// A condition: values, comparisons, and `and`/`or`, which bind from the right and equally.
  ///
  /// - Throws: `LiquidError` where something else stands.
  public mutating func condition() throws(LiquidError) -> Expression {
    var parts: [(Expression, isAnd: Bool)] = []
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
      part.isAnd ? .and(part.0, right) : .or(part.0, right)
    }
  }

  private mutating func comparison() throws(LiquidError) -> Expression {
    skipSpace()
    let start = position
    let left = try value()
    guard let sign = comparisonSign() else { return left }
    let right = try value()
    return .comparison(left, sign, right, SourceSpan(source, start..<position))
  }

  private mutating func comparisonSign() -> Expression.Operator? {
    if take(word: "contains") { return .contains }
    let signs: [Expression.Operator] = [
      .equal, .notEqual, .alsoNotEqual, .lessOrEqual, .greaterOrEqual, .less, .greater,
    ]
    return signs.first { take($0.rawValue) }
  }
}
