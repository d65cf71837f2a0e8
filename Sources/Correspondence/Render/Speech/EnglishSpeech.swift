/// How English says numbers, lists and times.
struct EnglishSpeech: Speech {
  let conjunction = "and"

  /// `zero` to `twelve`, then digits.
  private func number(_ number: Int) -> String {
    let words = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
      "eleven", "twelve",
    ]
    return words.indices.contains(number) ? words[number] : String(number)
  }

  /// `1st`, `2nd`, `11th`.
  func ordinal(_ number: Int) -> String {
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
  func possessive(_ name: String) -> String {
    guard let last = name.last else { return "" }
    return last == "s" || last == "S" ? name + "'" : name + "'s"
  }

  /// `today`, `yesterday`, `three weeks ago`, `in two years`.
  func ago(_ wait: TimeSpan) -> String {
    switch wait {
    case .today: "today"
    case .past(1, .day): "yesterday"
    case .future(1, .day): "tomorrow"
    case .past(let count, let unit): span(count, unit) + " ago"
    case .future(let count, let unit): "in " + span(count, unit)
    }
  }

  private func span(_ count: Int, _ unit: TimeSpan.Unit) -> String {
    let name = ["day", "week", "month", "year"][unit.rawValue]
    return "\(number(count)) \(name)\(count == 1 ? "" : "s")"
  }

  func month(_ number: Int) -> String { Wait.monthNames[(number + 11) % 12] }

  func season(ofMonth number: Int) -> String {
    switch number {
    case 3...5: "spring"
    case 6...8: "summer"
    case 9...11: "autumn"
    default: "winter"
    }
  }
}
