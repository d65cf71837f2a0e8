/// How two values compare.
enum Comparison {
  /// A side of a comparison: a value, or one of the two words that stand for many.
  enum Operand {
    case value(Value)
    case blank
    case empty
  }

  static func holds(
    _ left: Operand,
    _ sign: Expression.Operator,
    _ right: Operand,
    _ span: SourceSpan
  ) throws(LiquidError) -> Bool {
    switch sign {
    case .equal: return equal(left, right)
    case .notEqual, .alsoNotEqual: return !equal(left, right)
    case .contains: return contains(left, right)
    case .less, .greater, .lessOrEqual, .greaterOrEqual:
      guard case .value(let first) = left, case .value(let second) = right else { return false }
      return try ordered(first, sign, second, span)
    }
  }

  private static func equal(_ left: Operand, _ right: Operand) -> Bool {
    switch (left, right) {
    case (.value(let first), .value(let second)): equal(first, second)
    case (.blank, .value(let value)), (.value(let value), .blank): value.isBlank
    case (.empty, .value(let value)), (.value(let value), .empty): value.isEmpty
    case (.blank, .blank), (.empty, .empty): true
    case (.blank, .empty), (.empty, .blank): false
    }
  }

  static func equal(_ first: Value, _ second: Value) -> Bool {
    switch (first, second) {
    case (.integer(let left), .number(let right)), (.number(let right), .integer(let left)):
      Double(left) == right
    case (.string(let left), .string(let right)): left.utf8.elementsEqual(right.utf8)
    default: first == second
    }
  }

  private static func contains(_ left: Operand, _ right: Operand) -> Bool {
    guard case .value(let whole) = left, case .value(let part) = right, part != .nil else {
      return false
    }
    return switch whole {
    case .string(let text): text.contains(part.text)
    case .array(let items): items.contains { equal($0, part) }
    case .object(let object): object[part.text] != nil
    case .nil, .bool, .integer, .number, .range: false
    }
  }

  private static func ordered(
    _ first: Value,
    _ sign: Expression.Operator,
    _ second: Value,
    _ span: SourceSpan
  ) throws(LiquidError) -> Bool {
    switch (first, second) {
    case (.nil, _), (_, .nil): return false
    case (.string(let left), .string(let right)):
      return compare(left, sign, right)
    case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number):
      return compare(first.numeric ?? 0, sign, second.numeric ?? 0)
    default:
      throw LiquidError(span, "these cannot be compared", hint: "compare numbers with numbers")
    }
  }

  private static func compare<Side: Comparable>(
    _ left: Side,
    _ sign: Expression.Operator,
    _ right: Side
  ) -> Bool {
    switch sign {
    case .less: left < right
    case .greater: left > right
    case .lessOrEqual: left <= right
    case .greaterOrEqual: left >= right
    case .equal, .notEqual, .alsoNotEqual, .contains: false
    }
  }
}
