/// Dates as people write them, by strftime's letters.
///
/// Source: POSIX strftime, as far as days and clock times of a text go.
enum DateFormat {
  /// A date in a text, `2026-11-21` or `2026-11-21T09:00:00Z`.
  private struct Moment {
    let year: Int
    let month: Int
    let day: Int
    var hour = 0
    var minute = 0
    var second = 0
  }

  static func format(_ value: Value, with pattern: String) throws(FilterError) -> Value {
    guard let moment = moment(value.text) else {
      // What is no date stays as it is, as in Shopify's Liquid.
      return value
    }
    var result = ""
    var rest = pattern.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "%", var letter = rest.popFirst() else {
        result.unicodeScalars.append(scalar)
        continue
      }
      var isUnpadded = false
      if letter == "-", let next = rest.popFirst() {
        isUnpadded = true
        letter = next
      }
      result += try directive(letter, moment, isUnpadded: isUnpadded)
    }
    return .string(result)
  }

  private static func moment(_ text: String) -> Moment? {
    let numbers = text.split { !$0.isNumber }.prefix(6).compactMap { Int($0) }
    guard text.utf8.count >= 10, numbers.count >= 3, numbers[0] > 999,
      (1...12).contains(numbers[1]), (1...31).contains(numbers[2]),
      text.dropFirst(4).first == "-"
    else { return nil }
    var moment = Moment(year: numbers[0], month: numbers[1], day: numbers[2])
    if text.utf8.count > 10, numbers.count >= 5 {
      moment.hour = numbers[3]
      moment.minute = numbers[4]
      moment.second = numbers.count > 5 ? numbers[5] : 0
    }
    return moment
  }

  private static func directive(
    _ letter: Unicode.Scalar,
    _ moment: Moment,
    isUnpadded: Bool
  ) throws(FilterError) -> String {
    let hour12 = moment.hour % 12 == 0 ? 12 : moment.hour % 12
    switch letter {
    case "Y": return "\(moment.year)"
    case "y": return padded(moment.year % 100, isUnpadded)
    case "m": return padded(moment.month, isUnpadded)
    case "d": return padded(moment.day, isUnpadded)
    case "e": return isUnpadded || moment.day > 9 ? "\(moment.day)" : " \(moment.day)"
    case "B": return months[moment.month - 1]
    case "b", "h": return String(months[moment.month - 1].prefix(3))
    case "A": return weekdays[weekday(moment)]
    case "a": return String(weekdays[weekday(moment)].prefix(3))
    case "H": return padded(moment.hour, isUnpadded)
    case "I": return padded(hour12, isUnpadded)
    case "M": return padded(moment.minute, isUnpadded)
    case "S": return padded(moment.second, isUnpadded)
    case "p": return moment.hour < 12 ? "AM" : "PM"
    case "F": return "\(moment.year)-\(padded(moment.month, false))-\(padded(moment.day, false))"
    case "%": return "%"
    default: throw FilterError("does not know '%\(letter)'")
    }
  }

  private static func padded(_ number: Int, _ isUnpadded: Bool) -> String {
    isUnpadded || number > 9 ? "\(number)" : "0\(number)"
  }

  /// The day of the week by Sakamoto's method, 0 for Sunday.
  private static func weekday(_ moment: Moment) -> Int {
    let offsets = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4]
    let year = moment.month < 3 ? moment.year - 1 : moment.year
    return (year + year / 4 - year / 100 + year / 400 + offsets[moment.month - 1] + moment.day) % 7
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  private static let weekdays = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}
