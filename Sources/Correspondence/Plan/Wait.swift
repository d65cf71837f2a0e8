internal import MailMessage

/// How long ago something was, as one says it.
enum Wait {
  /// `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `5 months ago`, `since 2019`.
  static func words(from day: CalendarDay, to today: CalendarDay) -> String {
    let days = day.days(until: today)
    switch days {
    case ..<1: return "today"
    case 1: return "yesterday"
    case 2..<14: return "\(days) days ago"
    case 14..<56: return "\(days / 7) weeks ago"
    default: return long(from: day, to: today)
    }
  }

  private static func long(from day: CalendarDay, to today: CalendarDay) -> String {
    let months = wholeMonths(from: day, to: today)
    return months < 24 ? "\(max(months, 2)) months ago" : "since \(day.year)"
  }

  static func wholeMonths(from day: CalendarDay, to today: CalendarDay) -> Int {
    let months = (today.year - day.year) * 12 + today.month - day.month
    return day.adding(months: months) > today ? months - 1 : months
  }

  /// `24 Nov`.
  static func short(_ day: CalendarDay) -> String {
    "\(day.day) \(monthNames[(day.month - 1) % 12].prefix(3))"
  }

  /// `March`, and the year where it is not this one's or the last months': `March 2024`.
  static func month(_ day: CalendarDay, on today: CalendarDay) -> String {
    let name = monthNames[(day.month - 1) % 12]
    return wholeMonths(from: day, to: today) < 11 ? name : "\(name) \(day.year)"
  }

  static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
