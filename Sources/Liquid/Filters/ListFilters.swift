/// Filters on lists.
///
/// A list within a list counts as its items, everything else as a list of one.
enum ListFilters {
  static let table: StandardFilters.Table = [
    "join": { call throws(FilterError) in
      try call.expect(atMost: 1)
      let glue = call.argument(0)?.text ?? " "
      var result = ""
      for (index, item) in try call.items().enumerated() {
        if index > 0 { result += glue }
        result += item.text
        try call.allow(result.utf8.count)
      }
      return .string(result)
    },
    "first": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return call.input.member(Value.Name("first"), .first).flatMap { value in
        if case .object(let object) = call.input { return object.entries.first.map(Value.pair) }
        return value
      } ?? .nil
    },
    "last": { call throws(FilterError) in
      try call.expect(atMost: 0)
      if case .object = call.input { return .nil }
      return call.input.member(Value.Name("last"), .last) ?? .nil
    },
    "size": { call throws(FilterError) in
      try call.expect(atMost: 0)
      switch call.input {
      case .object(let object): return .integer(object.count)
      default: return call.input.member(Value.Name("size"), .size) ?? .integer(0)
      }
    },
    "reverse": { call throws(FilterError) in
      try call.expect(atMost: 0)
      return .array(try call.items().reversed())
    },
    "concat": { call throws(FilterError) in
      try call.expect(atMost: 1)
      switch try call.required(0) {
      case .array(let items): return try joined(call, call.items() + items)
      case .range(let first, let last):
        try call.allow(Value.count(first, last))
        return try joined(call, call.items() + Value.range(first, last).items)
      default: throw FilterError("takes a list")
      }
    },
    "sort": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return try sorted(call, by: naturalOrder)
    },
    "sort_natural": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return try sorted(call) { first, second in caselessOrder(first, second) }
    },
    "uniq": { call throws(FilterError) in
      try call.expect(atMost: 1)
      var seen: Set<Value> = []
      return try kept(call) { seen.insert($0).inserted }
    },
    "compact": { call throws(FilterError) in
      try call.expect(atMost: 1)
      return try kept(call) { !$0.isNil }
    },
    "map": { call throws(FilterError) in
      try call.expect(atMost: 1)
      let name = try call.required(0)
      var values: [Value] = []
      for item in try call.items() { values.append(try item.property(name) ?? .nil) }
      return .array(values)
    },
    "default": { call throws(FilterError) in
      try call.expect(atMost: call.named.isEmpty ? 1 : 2)
      let allowsFalse =
        call.argument(0) != nil && call.argument(named: "allow_false")?.isTruthy == true
      let isAbsent = allowsFalse ? call.input.isNil : !call.input.isTruthy
      guard isAbsent || call.input.isEmpty else { return call.input }
      if let fallback = call.argument(0) { return fallback }
      return try call.names()
    },
  ]

  /// Lists that hold the same great items again and again cost nothing until they are written.
  private static func joined(_ call: FilterCall, _ items: [Value]) throws(FilterError) -> Value {
    let most = call.environment.limits.valueSize.multipliedReportingOverflow(by: 64)
    guard Value.array(items).isWritten(inOctets: most.overflow ? .max : most.partialValue) else {
      throw FilterError("gives more than it may")
    }
    return .array(items)
  }

  /// The items of which a value, the item itself or one of its names, passes.
  private static func kept(
    _ call: FilterCall,
    _ passes: (Value) -> Bool
  ) throws(FilterError) -> Value {
    var items: [Value] = []
    for item in try call.items() {
      guard let name = call.argument(0), !name.isNil else {
        if passes(item) { items.append(item) }
        continue
      }
      guard let value = try item.property(name) else { return .nil }
      if passes(value) { items.append(item) }
    }
    return .array(items)
  }

  private static func sorted(
    _ call: FilterCall,
    by order: (Value, Value) throws(FilterError) -> Order
  ) throws(FilterError) -> Value {
    let items = try call.items()
    var keyed: [(key: Value, item: Value)] = []
    for item in items {
      guard let name = call.argument(0), !name.isNil else {
        keyed.append((item, item))
        continue
      }
      guard let key = try item.property(name) else { return .nil }
      keyed.append((key, item))
    }
    do {
      return .array(try keyed.sorted { try order($0.key, $1.key) == .ascending }.map(\.item))
    } catch let error as FilterError {
      throw error
    } catch {
      throw FilterError("cannot sort these")
    }
  }

  private static func naturalOrder(_ first: Value, _ second: Value) throws(FilterError) -> Order {
    if let order = Order(first, second) { return order }
    switch (first, second) {
    case (.array(let one), .array(let other)):
      for (left, right) in zip(one, other) {
        let order = try naturalOrder(left, right)
        if order != .same { return order }
      }
      return Order(one.count, other.count)
    case (.nil, .nil): return .same
    // What is nothing comes last.
    case (.nil, _): return .descending
    case (_, .nil): return .ascending
    default:
      guard first == second else { throw FilterError("cannot sort values of different kinds") }
      return .same
    }
  }

  private static func caselessOrder(_ first: Value, _ second: Value) -> Order {
    switch (first, second) {
    case (.nil, .nil): .same
    case (.nil, _): .descending
    case (_, .nil): .ascending
    default: Order(folded(first), folded(second)) ?? .same
    }
  }

  private static func folded(_ value: Value) -> Value {
    let bytes = value.text.utf8.map { ASCII.isLetter($0) ? $0 | 0x20 : $0 }
    return .string(String(decoding: bytes, as: UTF8.self))
  }
}

extension Value {
  /// The value as a list: lists in it counted as their items, nil as nothing, all else as one item.
  public var items: [Value] {
    switch self {
    case .nil: []
    case .array(let items):
      items.contains { if case .array = $0 { true } else { false } }
        ? items.flatMap { item -> [Value] in
          if case .array = item { item.items } else { [item] }
        } : items
    case .range(let first, let last):
      // A longer one is stopped by the limit of what a filter may give.
      (0..<min(Value.count(first, last), 1 << 20)).map { .integer(first + $0) }
    case .bool, .integer, .bigInteger, .number, .string, .object: [self]
    }
  }

  /// What an item has under a name; nil for an item that can have no names at all.
  ///
  /// Text has what it contains, and characters by their position.
  func property(_ name: Value) throws(FilterError) -> Value? {
    var name = name
    if case .number(let number) = name, let whole = Int(exactly: number.rounded(.towardZero)) {
      name = .integer(whole)
    }
    switch (self, name) {
    case (.object(let object), .string(let name)): return object[name] ?? .nil
    case (.object, _): return .nil
    case (.string(let text), .string(let part)):
      return text.position(of: part) != nil ? name : .nil
    case (.string(let text), .integer(let index)): return Self.character(of: text, at: index)
    case (.array, .integer): return member(at: name) ?? .nil
    case (.integer, .integer), (.bigInteger, .integer): return .integer(0)
    case (.string, _), (.array, _), (.integer, _), (.bigInteger, _):
      throw FilterError("cannot find a name in a text or number")
    case (.nil, _), (.bool, _), (.number, _), (.range, _): return nil
    }
  }

  private static func character(of text: String, at index: Int) -> Value {
    let scalars = text.unicodeScalars
    // From the end where the position is less than nothing.
    let found =
      index < 0
      ? scalars.index(
        scalars.endIndex,
        offsetBy: max(index, -scalars.count - 1),
        limitedBy: scalars.startIndex
      )
      : scalars.index(
        scalars.startIndex,
        offsetBy: min(index, scalars.count),
        limitedBy: scalars.endIndex
      )
    guard let found, found < scalars.endIndex else { return .nil }
    return .string(String(scalars[found]))
  }
}
