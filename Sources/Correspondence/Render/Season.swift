internal import MailMessage

/// The seasons of the northern half of the world, by months.
enum Season {
  static func name(of day: CalendarDay) -> String {
    switch day.month {
    case 3...5: "spring"
    case 6...8: "summer"
    case 9...11: "autumn"
    default: "winter"
    }
  }
}
