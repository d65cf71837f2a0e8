internal import BigInt

/// Filters that reckon.
///
/// Whole numbers stay whole; with a fraction the sum is exact to its last digit.
enum NumberFilters {
  static let table: StandardFilters.Table = [
    "plus": { call throws(FilterError) in
      try combined(call, whole: +) { first, second in first + second }
    },
    "minus": { call throws(FilterError) in
      try combined(call, whole: -) { first, second in first - second }
    },
    "times": { call throws(FilterError) in
      let product = try combined(call, whole: *) { first, second in first * second }
      return signed(product, call)
    },
    "divided_by": { call throws(FilterError) in
      if call.environment.isLenient, let limit = try withoutEnd(call) { return limit }
      let quotient = try divided(call, whole: { $0.floorQuotient($1) }) { first, second in
        first / second
      }
      return signed(quotient, call)
    },
    "modulo": { call throws(FilterError) in
      try divided(call, whole: { $0 - $1 * $0.floorQuotient($1) }) { first, second in
        first % second
      }
    },
    "abs": { call throws(FilterError) in
      try call.expect(atMost: 0)
      switch Number(call.input) {
      case .whole(let number): return Value(BigInt(number.magnitude))
      case .decimal(let number): return .number(Swift.abs(number.double))
      }
    },
    "ceil": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return Value(Number(call.input).decimal.ceiling)
    },
    "floor": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return Value(Number(call.input).decimal.floor)
    },
    "round": round,
    "at_least": { call throws(FilterError) in
      try call.expect(atMost: 1)
      let (input, bound) = (Number(call.input), Number(try call.required(0)))
      return (input.decimal < bound.decimal ? bound : input).value
    },
    "at_most": { call throws(FilterError) in
      try call.expect(atMost: 1)
      let (input, bound) = (Number(call.input), Number(try call.required(0)))
      return (bound.decimal < input.decimal ? bound : input).value
    },
    "sum": { call throws(FilterError) in
      try call.expect(atMost: 1)
      var sum = Number.whole(0)
      for item in try call.items() {
        var value = item
        if let property = call.argument(0), !property.isNil {
          value = try item.property(property) ?? .integer(0)
        }
        sum = .combined(sum, Number(value), whole: +) { first, second in first + second }
      }
      return sum.value
    },
  ]

  private static func combined(
    _ call: FilterCall,
    whole: (BigInt, BigInt) -> BigInt,
    decimal: (Decimal, Decimal) -> Decimal
  ) throws(FilterError) -> Value {
    try call.expect(atMost: 1)
    let (first, second) = (Number(call.input), Number(try call.required(0)))
    try checkSize(first, second)
    return Number.combined(first, second, whole: whole, decimal: decimal).value
  }

  private static func divided(
    _ call: FilterCall,
    whole: (BigInt, BigInt) -> BigInt,
    decimal: (Decimal, Decimal) -> Decimal?
  ) throws(FilterError) -> Value {
    try call.expect(atMost: 1)
    let (first, second) = (Number(call.input), Number(try call.required(0)))
    try checkSize(first, second)
    if case .whole(let one) = first, case .whole(let other) = second {
      guard other != 0 else { throw FilterError("cannot divide by 0") }
      return Value(whole(one, other))
    }
    guard let result = decimal(first.decimal, second.decimal) else {
      throw FilterError("cannot divide by 0")
    }
    return .number(result.double)
  }

  /// What becomes of a division by nothing where one of the numbers has a fraction: a number without
  /// end, or none at all.
  ///
  /// Source: IEEE 754 §7.3.
  private static func withoutEnd(_ call: FilterCall) throws(FilterError) -> Value? {
    let other = try call.required(0)
    let (first, second) = (Number(call.input), Number(other))
    guard second.decimal.digits == 0 else { return nil }
    if case .whole = first, case .whole = second { return nil }
    if first.decimal.digits == 0 { return .number(.nan) }
    return .number(call.input.isNegative == other.isNegative ? .infinity : -.infinity)
  }

  /// Nothing keeps its sign: `0.0` by a negative number is `-0.0`.
  private static func signed(_ result: Value, _ call: FilterCall) -> Value {
    guard case .number(let number) = result, number == 0, let other = call.argument(0),
      call.input.isNegative != other.isNegative
    else { return result }
    return .number(-0.0)
  }

  /// Numbers may grow, but not without end.
  private static func checkSize(_ first: Number, _ second: Number) throws(FilterError) {
    let bits = first.decimal.digits.bitWidth + second.decimal.digits.bitWidth
    guard bits <= RenderLimits.mostDigits * 4 else {
      throw FilterError("gives a number of too many digits")
    }
  }

  private static func round(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 1)
    let places = call.argument(0).map { Number($0).decimal.floor } ?? 0
    guard let places = Int(exactly: places), abs(places) <= RenderLimits.mostDigits else {
      throw FilterError("takes a number of digits")
    }
    switch Number(call.input) {
    case .whole(let number):
      return Value(places < 0 ? Decimal(number).rounded(to: places).digits : number)
    case .decimal(let number):
      let rounded = number.rounded(to: places)
      return places <= 0 ? Value(rounded.floor) : .number(rounded.double)
    }
  }
}

extension Value {
  /// Whether a number, or a text that is one, has a minus.
  fileprivate var isNegative: Bool {
    switch self {
    case .integer(let number): number < 0
    case .bigInteger(let number): number < 0
    case .number(let number): number.sign == .minus
    case .string(let text): text.utf8.first { !ASCII.isSpace($0) } == UInt8(ascii: "-")
    case .nil, .bool, .array, .object, .range: false
    }
  }
}
