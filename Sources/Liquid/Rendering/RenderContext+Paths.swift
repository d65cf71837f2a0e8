extension RenderContext {
  /// What a path leads to.
  mutating func value(at path: Operand.Path, mayBeMissing: Bool) throws(LiquidError) -> Value {
    if let field = path.loopField, let loop = frame.loops.last { return loop.value(of: field) }
    guard var value = root(path) else {
      if path.root == "self", !path.segments.isEmpty { return try ownValue(at: path, mayBeMissing) }
      if isLenient { return .nil }
      throw unknown(path)
    }
    let last = path.segments.count - 1
    var index = 0
    while index <= last {
      let segment = path.segments[index]
      if segment.index == nil, case .object(let object) = value, let found = object[segment.name] {
        value = found
      } else {
        value = try member(of: value, segment, mayBeMissing: mayBeMissing && index == last)
      }
      index += 1
    }
    return value
  }

  @inline(__always)
  private func root(_ path: Operand.Path) -> Value? {
    if path.isLoop, !frame.loops.isEmpty { return LoopState.value(of: frame.loops) }
    guard path.slot < frame.slots.count else { return nil }
    return frame.slots[path.slot].local ?? frame.slots[path.slot].base
  }

  private mutating func member(
    of value: Value,
    _ segment: Operand.Path.Segment,
    mayBeMissing: Bool
  ) throws(LiquidError) -> Value {
    var name: String?
    if let index = segment.index {
      if let found = value.member(at: try evaluate(index)) { return found }
    } else {
      // A long text's characters are counted each time.
      if segment.command == .size { charge(value.size) }
      if let found = value.member(segment.name, segment.command) { return found }
      name = segment.name.text
    }
    if mayBeMissing || isLenient { return .nil }
    throw missing(name, in: value, segment.span)
  }

  /// `self['name']`: a variable whose name is a value.
  private mutating func ownValue(
    at path: Operand.Path,
    _ mayBeMissing: Bool
  ) throws(LiquidError) -> Value {
    var name = Value.string(path.segments[0].name.text)
    if let index = path.segments[0].index { name = try evaluate(index) }
    guard case .string(let text) = name, var value = variable(Value.Name(text)) else {
      if mayBeMissing || isLenient { return .nil }
      throw unknown(path)
    }
    for (index, segment) in path.segments.enumerated().dropFirst() {
      let isLast = index == path.segments.count - 1
      value = try member(of: value, segment, mayBeMissing: mayBeMissing && isLast)
    }
    return value
  }

  /// The variable of a name, wherever it is from.
  func variable(_ key: Value.Name) -> Value? {
    if let slot = program.slot(of: key), frame.slots.indices.contains(slot) {
      return frame.slots[slot].local ?? frame.slots[slot].base
    }
    return (frame.isIsolated ? nil : data[key]) ?? globals[key]
  }

  private func unknown(_ path: Operand.Path) -> LiquidError {
    let seen = zip(program.symbols, frame.slots).filter { $1.local != nil || $1.base != nil }
    let names = seen.map(\.0.text) + globals.keys + (frame.isIsolated ? [] : data.keys)
    let root = path.span.range.lowerBound..<(path.span.range.lowerBound + path.root.utf8.count)
    return LiquidError(
      SourceSpan(path.span.source, root),
      "unknown variable '\(path.root)'",
      hint: Suggestion.hint(for: path.root, among: names)
    )
  }

  private func missing(_ name: String?, in value: Value, _ span: SourceSpan) -> LiquidError {
    var hint = "it may be missing: write '| fallback: \"…\"', or ask with '{% if … %}'"
    if environment.filters["fallback"] == nil {
      hint = "it may be missing: write '| default: \"…\"', or ask with '{% if … %}'"
    }
    let names: [String]
    switch value {
    case .object(let object): names = Array(object.keys)
    case .array: names = ["first", "last", "size"]
    default: names = []
    }
    if let name, let near = Suggestion.hint(for: name, among: names) { hint = near }
    return LiquidError(span, "there is no '\(span.text)' here", hint: hint)
  }
}
