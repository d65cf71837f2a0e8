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
      try combined(call, whole: *) { first, second in first * second }
    },
    "divided_by": { call throws(FilterError) in
      try divided(call, whole: { $0.floorQuotient($1) }) { first, second in first / second }
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
      for item in call.input.items {
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
