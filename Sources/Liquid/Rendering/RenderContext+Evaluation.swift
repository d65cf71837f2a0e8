extension RenderContext {
  /// The value of an expression.
  ///
  /// A path whose last name is missing is an error, unless the template shows that it expects so: a
  /// condition, or the filters `default` and `fallback`.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public func evaluate(_ expression: Expression) throws(LiquidError) -> Value {
    try evaluate(expression, mayBeMissing: false)
  }

  /// Whether a condition holds.
  ///
  /// - Throws: `LiquidError` with the place in the template.
  public func isTrue(_ condition: Expression) throws(LiquidError) -> Bool {
    switch condition {
    // Not `&&` and `||`: their right side cannot throw a typed error.
    case .and(let left, let right): try isTrue(left) ? isTrue(right) : false
    case .or(let left, let right): try isTrue(left) ? true : isTrue(right)
    case .comparison(let left, let sign, let right, let span):
      try Comparison.holds(operand(left), sign, operand(right), span)
    case .literal, .blank, .empty, .path, .range, .filtered:
      try evaluate(condition, mayBeMissing: true).isTruthy
    }
  }

  private func operand(_ expression: Expression) throws(LiquidError) -> Comparison.Operand {
    switch expression {
    case .blank: .blank
    case .empty: .empty
    default: .value(try evaluate(expression, mayBeMissing: true))
    }
  }

  func evaluate(_ expression: Expression, mayBeMissing: Bool) throws(LiquidError) -> Value {
    switch expression {
    case .literal(let value): value
    case .blank, .empty: .string("")
    case .path(let path): try value(at: path, mayBeMissing: mayBeMissing)
    case .range(let first, let last): try range(first, last)
    case .filtered(let input, let uses): try apply(uses, to: input)
    case .and, .or, .comparison: .bool(try isTrue(expression))
    }
  }

  private func range(_ first: Expression, _ last: Expression) throws(LiquidError) -> Value {
    let ends = [try evaluate(first), try evaluate(last)].map { value -> Int in
      switch value {
      case .integer(let number): number
      default: value.numeric.flatMap { Int(exactly: $0.rounded(.towardZero)) } ?? 0
      }
    }
    // Counted out only when looped over, and then against the limit of steps.
    return .range(ends[0], ends[1])
  }

  private func apply(
    _ uses: [Expression.FilterUse],
    to input: Expression
  ) throws(LiquidError) -> Value {
    let expectsNothing = uses.first.map { $0.name == "default" || $0.name == "fallback" } ?? false
    var value = try evaluate(input, mayBeMissing: expectsNothing)
    for use in uses {
      var arguments: [Value] = []
      for argument in use.arguments { arguments.append(try evaluate(argument)) }
      var named: [String: Value] = [:]
      for (name, argument) in use.named { named[name] = try evaluate(argument) }
      do throws(FilterError) {
        value = try use.filter(FilterCall(input: value, arguments: arguments, named: named))
      } catch {
        throw LiquidError(use.span, "filter '\(use.name)' \(error.message)")
      }
    }
    return value
  }

  private func value(at path: Expression.Path, mayBeMissing: Bool) throws(LiquidError) -> Value {
    guard var value = scopes.reversed().lazy.compactMap({ $0[path.root] }).first ?? data[path.root]
    else {
      if environment.isLenient { return .nil }
      let names = data.keys + scopes.flatMap(\.keys)
      throw LiquidError(
        path.span,
        "unknown variable '\(path.root)'",
        hint: Suggestion.hint(for: path.root, among: names)
      )
    }
    for (position, segment) in path.segments.enumerated() {
      let isLast = position == path.segments.count - 1
      value = try step(into: value, segment, mayBeMissing: mayBeMissing && isLast)
    }
    return value
  }

  private func step(
    into value: Value,
    _ segment: Expression.Path.Segment,
    mayBeMissing: Bool
  ) throws(LiquidError) -> Value {
    let (key, span): (Value, SourceSpan) =
      switch segment {
      case .key(let name, let span): (.string(name), span)
      case .index(let index, let span): (try evaluate(index), span)
      }
    if let found = value.member(key) { return found }
    if mayBeMissing || environment.isLenient { return .nil }
    var hint = "it may be missing: write '| fallback: \"…\"', or ask with '{% if … %}'"
    if case .object(let object) = value,
      let near = Suggestion.hint(for: key.text, among: object.keys)
    {
      hint = near
    }
    throw LiquidError(span, "there is no '\(span.text)' here", hint: hint)
  }
}

extension Value {
  /// What a name or a number leads to; nil where it leads nowhere.
  func member(_ key: Value) -> Value? {
    switch (self, key) {
    case (.object(let object), .string(let name)):
      object[name] ?? (name == "size" ? .integer(object.keys.count) : nil)
    case (.array(let items), .integer(let index)):
      items.indices.contains(index < 0 ? items.count + index : index)
        ? items[index < 0 ? items.count + index : index] : .nil
    case (.array(let items), .string("first")): items.first ?? .nil
    case (.array(let items), .string("last")): items.last ?? .nil
    case (.array(let items), .string("size")): .integer(items.count)
    case (.string(let text), .string("size")): .integer(text.unicodeScalars.count)
    case (.range(let first, _), .string("first")): .integer(first)
    case (.range(_, let last), .string("last")): .integer(last)
    default: nil
    }
  }
}
