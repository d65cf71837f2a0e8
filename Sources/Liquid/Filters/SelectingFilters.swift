/// Filters that choose items by what they have under a name.
enum SelectingFilters {
  static let table: StandardFilters.Table = [
    "where": { call throws(FilterError) in
      try select(call).map { matches in .array(matches.filter(\.isMatch).map(\.item)) } ?? .nil
    },
    "reject": { call throws(FilterError) in
      // Nothing is rejected by no name, where all the others find no such thing.
      if try call.required(0).isNil { return .nil }
      return try select(call).map { .array($0.filter { !$0.isMatch }.map(\.item)) } ?? .nil
    },
    "has": { call throws(FilterError) in
      try select(call, untilMatch: true).map { .bool($0.contains(where: \.isMatch)) } ?? .nil
    },
    "find": { call throws(FilterError) in
      try select(call, untilMatch: true)?.first(where: \.isMatch)?.item ?? .nil
    },
    "find_index": { call throws(FilterError) in
      try select(call, untilMatch: true)?.firstIndex(where: \.isMatch).map(Value.integer) ?? .nil
    },
  ]

  /// Each item, and whether it has what is wanted; nil where an item can have no names.
  private static func select(
    _ call: FilterCall,
    untilMatch: Bool = false
  ) throws(FilterError) -> [(item: Value, isMatch: Bool)]? {
    try call.expect(atMost: 2)
    let name = try call.required(0)
    let wanted = call.argument(1) ?? .nil
    var result: [(item: Value, isMatch: Bool)] = []
    for item in try call.items() {
      guard let value = try item.property(name) else { return nil }
      let isMatch = wanted.isNil ? value.isTruthy : value == wanted
      result.append((item, isMatch))
      if isMatch, untilMatch { break }
    }
    return result
  }
}
