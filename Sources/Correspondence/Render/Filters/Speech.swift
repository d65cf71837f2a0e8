/// How English says numbers, lists and times.
enum Speech {
  /// `zero` to `twelve`, then digits.
  static func number(_ number: Int) -> String {
    let words = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// `1st`, `2nd`, `11th`.
  static func ordinal(_ number: Int) -> String {
    let tens = number.magnitude % 100
    let suffix =
      switch (number.magnitude % 10, tens) {
      case (_, 11...13): "th"
      case (1, _): "st"
      case (2, _): "nd"
      case (3, _): "rd"
      default: "th"
      }
    return "\(number)\(suffix)"
  }

  /// `Ada's`, `Chris'`.
  static func possessive(_ name: String) -> String {
    guard let last = name.last else { return "" }
    return last == "s" || last == "S" ? name + "'" : name + "'s"
  }

  /// `a, b and c`.
  static func list(_ items: [String], and word: String = "and") -> String {
    Salutation.joined(items, and: word)
  }

  /// The text with a capital first and a full stop last, unless it ends in another mark.
  static func sentence(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let first = words.first, let last = words.last else { return "" }
    let isClosed =
      ".!?…:;".contains(last)
      || (".!?…".contains(words.dropLast().last ?? " ")
        && "\"'”’)".contains(last))
    return first.uppercased() + words.dropFirst() + (isClosed ? "" : ".")
  }

  /// Each word with a capital first, small words inside aside.
  static func titleCase(_ text: String) -> String {
    let small: Set = [
      "a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "the", "to",
    ]
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.enumerated().map { index, word in
      let isInside = index > 0 && index < words.count - 1
      if isInside, small.contains(word.lowercased()) { return word.lowercased() }
      return word.prefix(1).uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }

  /// `today`, `yesterday`, `three weeks ago`, `two years ago`.
  static func ago(days: Int) -> String {
    switch days {
    case ..<0: return "in " + span(days: days.magnitude > 1 << 40 ? 1 << 40 : -days)
    case 0: return "today"
    case 1: return "yesterday"
    default: return span(days: days) + " ago"
    }
  }

  private static func span(days: Int) -> String {
    let (count, unit) =
      switch days {
      case ..<14: (days, "day")
      case ..<61: (days / 7, "week")
      case ..<730: (days * 12 / 365, "month")
      default: (days * 4 / 1461, "year")
      }
    return "\(number(count)) \(unit)\(count == 1 ? "" : "s")"
  }
}
