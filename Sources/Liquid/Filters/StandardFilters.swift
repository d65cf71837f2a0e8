/// The filters of the language.
enum StandardFilters {
  typealias Table = [String: Environment.Filter]

  static let all: [String: Environment.FilterEntry] = {
    var all: [String: Environment.FilterEntry] = [:]
    let tables = [
      TextFilters.table, ReplacingFilters.table, EscapingFilters.table, CuttingFilters.table,
      ListFilters.table, SelectingFilters.table, NumberFilters.table, DateFilter.table,
      JSONFilter.table,
    ]
    for table in tables {
      for (name, filter) in table {
        all[name] = Environment.FilterEntry(filter: filter, takesMissing: name == "default")
      }
    }
    return all
  }()
}

extension FilterCall {
  /// A whole number that the filter needs.
  func integer(_ value: Value) throws(FilterError) -> Int {
    guard let number = value.exactInteger else { throw FilterError("takes a whole number") }
    return number
  }

  /// No more than so many arguments, as the engine's users expect of a typing error.
  func expect(atMost count: Int) throws(FilterError) {
    guard arguments.count + (named.isEmpty ? 0 : 1) <= count else {
      let words = count == 0 ? "no argument" : "at most \(count) argument\(count == 1 ? "" : "s")"
      throw FilterError("takes \(words)")
    }
  }

  /// What stands before the `|` as a list, refused where that would be too long.
  func items() throws(FilterError) -> [Value] {
    if case .range(let first, let last) = input { try allow(Value.count(first, last)) }
    return input.items
  }

  /// What stands behind the `:` with names, as one value; an empty text where nothing does.
  func names() throws(FilterError) -> Value {
    guard !named.isEmpty else { return .string("") }
    for (name, value) in named {
      switch value {
      // Otherwise a template could put values into one another without end.
      case .array, .object: throw FilterError("takes no list or object for '\(name)'")
      default: break
      }
    }
    return .object(Value.Object(named.map { ($0.name, $0.value) }))
  }

  /// A text that is to be made, refused where it would be too long.
  func allow(_ size: Int) throws(FilterError) {
    guard size <= program.environment.limits.valueSize else {
      throw FilterError("gives more than it may")
    }
  }
}
