/// What a template, or a snippet that is rendered apart, sees and remembers.
struct Frame: Sendable {
  /// A variable.
  struct Slot: Sendable {
    /// What a tag around calls by this name.
    var local: Value?
    /// What the template called so, or was given.
    var base: Value?
    var isAssigned = false
  }

  var slots: [Slot]
  /// The loops around, the innermost last.
  var loops: [LoopState] = []
  /// How far each `cycle` got.
  var cycles: [Value: Int] = [:]
  /// Where each `for` stopped, for `offset: continue`.
  var offsets: [String: Int] = [:]
  /// The counters of `increment` and `decrement`.
  var counters: [Int: Value] = [:]
  /// What `ifchanged` wrote last.
  var lastChange: String?
  /// Whether `include` may not be used here.
  var isIsolated = false

  init(_ program: Program, _ data: Value.Object, _ globals: Value.Object) {
    slots = []
    slots.reserveCapacity(program.symbols.count)
    extend(program, data, globals)
  }

  /// Makes room for variables that became known while rendering.
  mutating func extend(_ program: Program, _ data: Value.Object, _ globals: Value.Object) {
    guard !data.isEmpty || !globals.isEmpty else {
      slots += repeatElement(Slot(), count: max(0, program.symbols.count - slots.count))
      return
    }
    for slot in slots.count..<max(slots.count, program.symbols.count) {
      let key = program.symbols[slot]
      slots.append(Slot(local: nil, base: data[key] ?? globals[key]))
    }
  }
}

/// Where a loop stands.
struct LoopState: Sendable {
  let name: String
  let length: Int
  var index = 0
  /// Whether it is that of `render … for`, which no loop within has for its parent.
  var isOfSnippet = false

  func value(of field: LoopField) -> Value {
    switch field {
    case .index: .integer(index + 1)
    case .index0: .integer(index)
    case .rindex: .integer(length - index)
    case .rindex0: .integer(length - index - 1)
    case .first: .bool(index == 0)
    case .last: .bool(index == length - 1)
    case .length: .integer(length)
    case .name: .string(name)
    }
  }

  /// The loops as one value: the innermost, with the one around it as its parent.
  static func value(of loops: [LoopState]) -> Value? {
    var value: Value?
    for loop in loops {
      var object = Value.Object(LoopField.allCases.map { ($0.rawValue, loop.value(of: $0)) })
      object["parentloop"] = value ?? .nil
      value = .object(object)
      if loop.isOfSnippet, loops.count > 1 { value = nil }
    }
    return value
  }
}

/// What a loop tells of where it stands.
enum LoopField: String, Sendable, CaseIterable {
  case index, index0, rindex, rindex0, first, last, length, name
}
