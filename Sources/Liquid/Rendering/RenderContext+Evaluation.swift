extension RenderContext {
  /// The value of an expression.
  ///
  /// A path whose last name is missing is an error, unless the template shows that it expects so: a
  /// condition, or a filter such as `default`.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func evaluate(_ expression: Expression) throws(LiquidError) -> Value {
    let count = expression.filters.count
    guard count > 0 else { return try evaluate(expression.operand, mayBeMissing: false) }
    let mayBeMissing = expression.filters[0].entry.takesMissing
    var value = try evaluate(expression.operand, mayBeMissing: mayBeMissing)
    var index = 0
    while index < count {
      value = try apply(expression.filters[index], to: value)
      index += 1
    }
    return value
  }

  /// The value of an operand.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func evaluate(_ operand: Operand) throws(LiquidError) -> Value {
    try evaluate(operand, mayBeMissing: false)
  }

  /// The value of an operand that may lead nowhere; nil where it does.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func evaluate(ifThere operand: Operand) throws(LiquidError) -> Value {
    try evaluate(operand, mayBeMissing: true)
  }

  mutating func evaluate(_ operand: Operand, mayBeMissing: Bool) throws(LiquidError) -> Value {
    switch operand {
    case .literal(let value): value
    case .path(let path): try value(at: path, mayBeMissing: mayBeMissing)
    case .range(let first, let last, let span): try range(first, last, span)
    case .blank, .empty: .string("")
    }
  }

  /// Whether a condition holds.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public mutating func isTrue(_ condition: Condition) throws(LiquidError) -> Bool {
    switch condition {
    case .truth(let operand): try evaluate(operand, mayBeMissing: true).isTruthy
    case .comparison(let compared):
      try compare(compared.left, compared.sign, compared.right, compared.span)
    case .joined(let joined):
      try isTrue(joined.left) == joined.isAnd ? isTrue(joined.right) : !joined.isAnd
    }
  }

  private mutating func range(
    _ first: Operand,
    _ last: Operand,
    _ span: SourceSpan
  ) throws(LiquidError) -> Value {
    .range(
      try rangeEnd(evaluate(first), span),
      try rangeEnd(evaluate(last), span)
    )
  }

  private func rangeEnd(_ value: Value, _ span: SourceSpan) throws(LiquidError) -> Int {
    switch value {
    case .integer(let number): return number
    case .nil: return 0
    case .string(let text):
      return Value(Number.leadingInteger(Array(text.utf8))).exactInteger ?? 0
    default:
      if let number = value.exactInteger { return number }
      throw LiquidError(span, "the ends of a range are whole numbers")
    }
  }

  private mutating func apply(_ use: FilterUse, to input: Value) throws(LiquidError) -> Value {
    let arguments = try arguments(of: use)
    var named: [(name: String, value: Value)] = []
    for (name, argument) in use.named { named.append((name, try evaluate(argument))) }
    let result: Value
    do throws(FilterError) {
      let call = FilterCall(input: input, arguments: arguments, named: named, program: program)
      result = try use.entry.filter(call)
    } catch {
      throw LiquidError(use.span, "filter '\(use.name)' \(error.message)")
    }
    try weigh(input, result, use)
    return result
  }

  private mutating func arguments(of use: FilterUse) throws(LiquidError) -> [Value] {
    if let constants = use.constants { return constants }
    var arguments: [Value] = []
    for argument in use.arguments { arguments.append(try evaluate(argument)) }
    return arguments
  }

  /// Counts what a filter read and gave, and stops what grows without end.
  private mutating func weigh(
    _ input: Value,
    _ result: Value,
    _ use: FilterUse
  ) throws(LiquidError) {
    let most = program.environment.limits.valueSize
    let work = result.octets(upTo: most) &+ input.octets(upTo: most)
    guard work > 64 else { return }
    guard result.size <= most else {
      throw LiquidError(use.span, "filter '\(use.name)' gives more than it may")
    }
    charge(work)
    try checkLimits(use.span)
  }
}

extension Value {
  /// Roughly how long a text or list is.
  var size: Int {
    switch self {
    case .string(let text): text.utf8.count
    case .array(let items): items.count
    case .object(let object): object.count
    case .nil, .bool, .integer, .bigInteger, .number, .range: 0
    }
  }
}
