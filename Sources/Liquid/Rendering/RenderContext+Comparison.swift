internal import BigInt

extension RenderContext {
  /// Whether a comparison holds.
  mutating func compare(
    _ left: Operand,
    _ sign: Comparison,
    _ right: Operand,
    _ span: SourceSpan
  ) throws(LiquidError) -> Bool {
    switch sign {
    case .equal: return try equals(left, right)
    case .notEqual, .alsoNotEqual: return try !equals(left, right)
    case .contains: return try contains(left, right)
    case .less, .greater, .lessOrEqual, .greaterOrEqual:
      // The words for many values have no order.
      if left.isWord || right.isWord { return false }
      let first = try evaluate(left, mayBeMissing: true)
      let second = try evaluate(right, mayBeMissing: true)
      guard let order = try order(first, second, span) else { return false }
      return sign.holds(for: order)
    }
  }

  /// Whether two operands are equal; `blank` and `empty` are equal to all that is so.
  mutating func equals(_ left: Operand, _ right: Operand) throws(LiquidError) -> Bool {
    switch (left, right) {
    // The words stand for many values, and are none of them themselves.
    case (.blank, .blank), (.empty, .empty), (.blank, .empty), (.empty, .blank): false
    case (.blank, let operand), (let operand, .blank):
      try evaluate(operand, mayBeMissing: true).isBlank
    case (.empty, let operand), (let operand, .empty):
      try evaluate(operand, mayBeMissing: true).isEmpty
    default:
      try sameValue(evaluate(left, mayBeMissing: true), evaluate(right, mayBeMissing: true))
    }
  }

  private mutating func sameValue(_ first: Value, _ second: Value) -> Bool {
    charge(min(first.size, second.size))
    return first == second
  }

  private mutating func contains(_ left: Operand, _ right: Operand) throws(LiquidError) -> Bool {
    let whole = try evaluate(left, mayBeMissing: true)
    let part = try evaluate(right, mayBeMissing: true)
    guard part.isTruthy else { return false }
    charge(whole.size)
    return switch whole {
    case .string(let text): text.position(of: part.text) != nil
    case .array(let items): items.contains(part)
    case .object(let object):
      if case .string(let name) = part { object[name] != nil } else { false }
    case .range(let first, let last):
      if case .integer(let number) = part { number >= first && number <= last } else { false }
    case .nil, .bool, .integer, .bigInteger, .number: false
    }
  }

  /// How two values stand to one another; nil where one of them has no order at all.
  private func order(
    _ first: Value,
    _ second: Value,
    _ span: SourceSpan
  ) throws(LiquidError) -> Order? {
    if let order = Order(first, second) { return order }
    switch (first, second) {
    case (.nil, _), (_, .nil), (.bool, _), (_, .bool), (.object, _), (_, .object), (.range, _),
      (_, .range), (.array, _), (_, .array):
      return nil
    case _ where first.double != nil && second.double != nil: return nil
    default:
      throw LiquidError(
        span,
        "a number and a text cannot be compared",
        hint: "a number that is text becomes one with '| plus: 0'"
      )
    }
  }
}

extension Operand {
  /// Whether it is `blank` or `empty`.
  var isWord: Bool {
    switch self {
    case .blank, .empty: true
    case .literal, .path, .range: false
    }
  }
}

extension Comparison {
  fileprivate func holds(for order: Order) -> Bool {
    switch self {
    case .less: order == .ascending
    case .greater: order == .descending
    case .lessOrEqual: order != .descending
    case .greaterOrEqual: order != .ascending
    case .equal, .notEqual, .alsoNotEqual, .contains: false
    }
  }
}

/// How two values stand to one another.
enum Order {
  case ascending, same, descending

  /// The order of two numbers or two texts; nil for everything else.
  init?(_ first: Value, _ second: Value) {
    switch (first, second) {
    case (.integer(let one), .integer(let other)): self.init(one, other)
    case (.string(let one), .string(let other)):
      self =
        one.hasSameBytes(as: other)
        ? .same : one.utf8.lexicographicallyPrecedes(other.utf8) ? .ascending : .descending
    case (.integer, .number), (.number, .integer), (.number, .number), (.bigInteger, _),
      (_, .bigInteger):
      self.init(numbers: first, second)
    default: return nil
    }
  }

  private init?(numbers first: Value, _ second: Value) {
    guard let one = first.double, let other = second.double, !one.isNaN, !other.isNaN else {
      return nil
    }
    if one != other {
      self.init(one, other)
    } else if abs(one) < 0x1p53 {
      self = .same
    } else {
      // Great numbers become the same double; their digits still differ.
      guard let one = first.comparable, let other = second.comparable else { return nil }
      self = one < other ? .ascending : other < one ? .descending : .same
    }
  }

  init<Side: Comparable>(_ first: Side, _ second: Side) {
    self = first < second ? .ascending : first == second ? .same : .descending
  }
}

extension Value {
  /// The number, as near as a double comes to it.
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .bigInteger(let number): Double(number)
    case .number(let number): number
    case .nil, .bool, .string, .array, .object, .range: nil
    }
  }

  fileprivate var comparable: Decimal? {
    switch self {
    case .integer(let number): Decimal(BigInt(number))
    case .bigInteger(let number): Decimal(number)
    case .number(let number): Decimal(number)
    case .nil, .bool, .string, .array, .object, .range: nil
    }
  }
}
