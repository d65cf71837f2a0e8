import MailMessage

extension CalendarDay {
  /// The day as one says it: `21 November`.
  var words: String {
    let months = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    return "\(day) \(months[month - 1])"
  }

  /// The day with its year: `21 November 2026`.
  var inFull: String { "\(words) \(year)" }

  /// The day with its weekday: `Saturday 21 November`.
  var withWeekday: String {
    let weekday = "\(weekday)"
    return "\(weekday.prefix(1).uppercased())\(weekday.dropFirst()) \(words)"
  }
}
