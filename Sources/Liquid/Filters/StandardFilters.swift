/// The filters of the language.
enum StandardFilters {
  typealias Table = [String: Environment.Filter]

  static let all: [String: Environment.FilterEntry] = {
    var all: [String: Environment.FilterEntry] = [:]
    let tables = [
      TextFilters.table, ReplacingFilters.table, EscapingFilters.table, CuttingFilters.table,
      ListFilters.table, SelectingFilters.table, NumberFilters.table, DateFilter.table,
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

  /// A text that is to be made, refused where it would be too long.
  func allow(_ size: Int) throws(FilterError) {
    guard size <= program.environment.limits.valueSize else {
      throw FilterError("gives more than it may")
    }
  }
}
