/// What people write who come from a spreadsheet, a word processor or another language, and what it is
/// called here.
enum Habit {
  /// What to write in place of what a reader stopped at, which may be the rest that nobody wants;
  /// nil where nobody knows.
  static func hint(for rest: some StringProtocol, isRest: Bool) -> String? {
    if let (_, hint) = signs.first(where: { rest.hasPrefix($0.sign) }) { return hint }
    guard isRest, let first = rest.unicodeScalars.first, first.properties.isAlphabetic else {
      return nil
    }
    return "a name has no blanks in it, and a text stands in quotes"
  }

  private static let signs: [(sign: String, hint: String)] =
    [
      ("&&", "write 'and'"),
      ("||", "write 'or'"),
      ("| ", "name the result first: '{% assign x = … | … %}'"),
      ("==", "compare in an '{% if … %}'"),
      ("=", "compare with '=='"),
      ("!", "write '{% unless … %}', or compare with '!='"),
      ("+", "add with '| plus: …'"),
      ("-", "subtract with '| minus: …'"),
      ("*", "multiply with '| times: …'"),
      ("/", "divide with '| divided_by: …'"),
      ("?", "write '{% if … %}…{% else %}…{% endif %}'"),
    ] + ["‘", "’", "‚", "“", "”", "„", "«", "»"].map { ($0, "quote with ' or with \"") }
}
