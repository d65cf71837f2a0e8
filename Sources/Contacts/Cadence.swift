package import MailMessage

/// How often to touch base with somebody.
package enum Cadence: Hashable, Sendable {
  /// Whoever waited longest comes first.
  case auto
  case never
  case every(Int, Unit)

  /// A unit of the calendar.
  package enum Unit: String, CaseIterable, Sendable {
    case day
    case week
    case month
    case year
  }

  /// Reads `auto`, `never`, `2 months`, `1 month` or `month`, in any case.
  ///
  /// The count is 1 to 1000; nil for anything else.
  package init?(_ text: String) {
    let words = text.lowercased().split(whereSeparator: \.isWhitespace).map(String.init)
    switch words {
    case ["auto"]: self = .auto
    case ["never"]: self = .never
    default:
      guard let last = words.last, words.count <= 2,
        let unit = Unit.allCases.first(where: { last == $0.rawValue || last == $0.rawValue + "s" }),
        let count = words.count == 2 ? Int(words[0]) : 1, (1...1000).contains(count)
      else { return nil }
      self = .every(count, unit)
    }
  }

  /// The day a touch is due after the last one; nil for `auto` and `never`.
  package func due(after day: CalendarDay) -> CalendarDay? {
    guard case .every(let count, let unit) = self else { return nil }
    return switch unit {
    case .day: day.adding(days: count)
    case .week: day.adding(days: count * 7)
    case .month: day.adding(months: count)
    case .year: day.adding(months: count * 12)
    }
  }
}

extension Cadence: CustomStringConvertible {
  /// The cadence as the person writes it: `2 months`.
  package var description: String {
    switch self {
    case .auto: "auto"
    case .never: "never"
    case .every(let count, let unit): "\(count) \(unit.rawValue)\(count == 1 ? "" : "s")"
    }
  }
}
