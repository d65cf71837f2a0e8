extension StandardFilters {
  static let numbers: [String: Environment.Filter] = [
    "plus": arithmetic({ $0.addingReportingOverflow($1) }, { $0 + $1 }),
    "minus": arithmetic({ $0.subtractingReportingOverflow($1) }, { $0 - $1 }),
    "times": arithmetic({ $0.multipliedReportingOverflow(by: $1) }, { $0 * $1 }),
    "divided_by": { call throws(FilterError) in
      let divisor = try number(call.required(0))
      guard divisor.numeric != 0 else { throw FilterError("cannot divide by zero") }
      let input = try number(call.input)
      if case .integer(let left) = input, case .integer(let right) = divisor {
        return .integer(floored(left, right).quotient)
      }
      return .number((input.numeric ?? 0) / (divisor.numeric ?? 1))
    },
    "modulo": { call throws(FilterError) in
      let divisor = try number(call.required(0))
      guard divisor.numeric != 0 else { throw FilterError("cannot divide by zero") }
      let input = try number(call.input)
      if case .integer(let left) = input, case .integer(let right) = divisor {
        return .integer(floored(left, right).remainder)
      }
      let (left, right) = (input.numeric ?? 0, divisor.numeric ?? 1)
      return .number(left - (left / right).rounded(.down) * right)
    },
    "abs": { call throws(FilterError) in
      switch try number(call.input) {
      case .integer(let value) where value != .min: .integer(abs(value))
      case let value: .number(abs(value.numeric ?? 0))
      }
    },
    "ceil": { call throws(FilterError) in try rounded(call.input, .up) },
    "floor": { call throws(FilterError) in try rounded(call.input, .down) },
    "round": { call throws(FilterError) in
      guard let digits = call.argument(0), try whole(digits) > 0 else {
        return try rounded(call.input, .toNearestOrAwayFromZero)
      }
      let scale = (0..<min(try whole(digits), 15)).reduce(1.0) { scale, _ in scale * 10 }
      return .number(((try number(call.input).numeric ?? 0) * scale).rounded() / scale)
    },
    "at_least": { call throws(FilterError) in
      let (value, bound) = (try number(call.input), try number(call.required(0)))
      return (value.numeric ?? 0) < (bound.numeric ?? 0) ? bound : value
    },
    "at_most": { call throws(FilterError) in
      let (value, bound) = (try number(call.input), try number(call.required(0)))
      return (value.numeric ?? 0) > (bound.numeric ?? 0) ? bound : value
    },
  ]

  private static func arithmetic(
    _ whole: @escaping @Sendable (Int, Int) -> (partialValue: Int, overflow: Bool),
    _ fraction: @escaping @Sendable (Double, Double) -> Double
  ) -> Environment.Filter {
    { call throws(FilterError) in
      let (left, right) = (try number(call.input), try number(call.required(0)))
      if case .integer(let first) = left, case .integer(let second) = right {
        let result = whole(first, second)
        guard !result.overflow else { throw FilterError("makes a number that is too large") }
        return .integer(result.partialValue)
      }
      return .number(fraction(left.numeric ?? 0, right.numeric ?? 0))
    }
  }

  /// Division towards minus infinity, as Ruby has it.
  private static func floored(_ left: Int, _ right: Int) -> (quotient: Int, remainder: Int) {
    // The one quotient that does not fit.
    if right == -1 { return (left == .min ? .max : -left, 0) }
    let (quotient, remainder) = left.quotientAndRemainder(dividingBy: right)
    guard remainder != 0, (remainder < 0) != (right < 0) else { return (quotient, remainder) }
    return (quotient - 1, remainder + right)
  }

  /// The value as a number; what is none counts as 0, as in Shopify's Liquid.
  private static func number(_ value: Value) throws(FilterError) -> Value {
    switch value {
    case .integer, .number: return value
    case .string(let text):
      if let number = Int(text) { return .integer(number) }
      return Double(text).map(Value.number) ?? .integer(0)
    case .nil, .bool, .array, .object, .range: return .integer(0)
    }
  }

  private static func rounded(
    _ value: Value,
    _ rule: FloatingPointRoundingRule
  ) throws(FilterError) -> Value {
    let value = try number(value)
    if case .integer = value { return value }
    guard let whole = Int(exactly: (value.numeric ?? 0).rounded(rule)) else {
      throw FilterError("makes a number that is too large")
    }
    return .integer(whole)
  }
}
