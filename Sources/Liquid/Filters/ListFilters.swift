extension StandardFilters {
  static let lists: [String: Environment.Filter] = [
    "first": { call throws(FilterError) in call.input.items.first ?? .nil },
    "last": { call throws(FilterError) in call.input.items.last ?? .nil },
    "size": { call throws(FilterError) in
      switch call.input {
      case .string(let text): .integer(text.unicodeScalars.count)
      case .nil, .bool, .integer, .number: .integer(0)
      case .array, .object, .range: .integer(call.input.items.count)
      }
    },
    "join": { call throws(FilterError) in
      .string(call.input.items.map(\.text).joined(separator: call.argument(0)?.text ?? " "))
    },
    "reverse": { call throws(FilterError) in .array(call.input.items.reversed()) },
    "compact": { call throws(FilterError) in .array(call.input.items.filter { $0 != .nil }) },
    "concat": { call throws(FilterError) in
      .array(call.input.items + (try call.required(0)).items)
    },
    "uniq": { call throws(FilterError) in
      var seen: Set<Value> = []
      return .array(call.input.items.filter { seen.insert($0).inserted })
    },
    "map": { call throws(FilterError) in
      let key = Value.string(try call.required(0).text)
      return .array(call.input.items.map { $0.member(key) ?? .nil })
    },
    "where": { call throws(FilterError) in
      let key = Value.string(try call.required(0).text)
      let wanted = call.argument(1)
      return .array(
        call.input.items.filter { item in
          let found = item.member(key) ?? .nil
          return wanted.map { Comparison.equal(found, $0) } ?? found.isTruthy
        }
      )
    },
    "sort": { call throws(FilterError) in
      let key = call.argument(0).map { Value.string($0.text) }
      return .array(
        call.input.items.sorted { first, second in
          let sides = [first, second].map { item in key.map { item.member($0) ?? .nil } ?? item }
          return isOrdered(sides[0], sides[1])
        }
      )
    },
  ]

  /// Numbers by value, everything else by its text; nil comes last.
  private static func isOrdered(_ first: Value, _ second: Value) -> Bool {
    switch (first, second) {
    case (.nil, _): false
    case (_, .nil): true
    case (.integer, .integer), (.integer, .number), (.number, .integer), (.number, .number):
      (first.numeric ?? 0) < (second.numeric ?? 0)
    default: first.text < second.text
    }
  }
}
