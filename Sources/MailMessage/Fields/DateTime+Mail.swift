extension DateTime {
  /// Reads what the `Date` field of a mail says: `Sat, 21 Nov 2026 09:00:00 +0100`, and the forms of
  /// old: years of two digits, zones by name, comments, no seconds; nil for what is no date.
  ///
  /// The order of day, month and year is that of the standard, of `asctime`, or of ISO 8601. A zone
  /// that is missing or unknown counts as UTC, as the standard has it.
  ///
  /// Source: RFC 5322 §3.3, §4.3.
  public init?(mail text: String) {
    guard let moment = MailDate(text)?.moment else { return nil }
    self = moment
  }
}

/// The words of a date while it is read.
private struct MailDate {
  private var day: Int?
  private var month: Int?
  private var year: Int?
  private var clock: Int?
  private var offset: Int?

  init?(_ text: String) {
    guard text.utf8.count <= 1000 else { return nil }
    let plain = MailDate.withoutComments(text)
    for word in plain.split(whereSeparator: { " \t,".contains($0) }) {
      guard take(String(word).lowercased()) else { return nil }
    }
  }

  /// The moment; nil while something is missing, or there is no such day or time.
  var moment: DateTime? {
    guard let day, let month, let year,
      let date = CalendarDay(year: year, month: month, day: day)
    else { return nil }
    let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(clock ?? 0)
    let offset = offset ?? 0
    return DateTime(secondsSinceEpoch: local - Int64(offset) * 60, offsetMinutes: offset)
  }

  private static func withoutComments(_ text: String) -> String {
    var depth = 0
    var plain: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      switch byte {
      case _ where isEscaped: isEscaped = false
      case UInt8(ascii: "\\") where depth > 0: isEscaped = true
      case UInt8(ascii: "("):
        depth += 1
        plain.append(0x20)
      case UInt8(ascii: ")") where depth > 0: depth -= 1
      default: if depth == 0 { plain.append(byte) }
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// Takes the next word; false when it has no place in a date.
  private mutating func take(_ word: String) -> Bool {
    if let first = word.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") {
      return takeOffset(word)
    }
    if word.contains(":") { return takeClock(word) }
    let parts = word.split(separator: "-")
    if parts.count == 3 { return parts.allSatisfy { take(String($0)) } }
    if let month = Self.month(word) {
      self.month = self.month ?? month
      return true
    }
    if let number = DecimalDigits.value(Array(word.utf8)) {
      // A zone whose sign was forgotten is one to the east.
      if year != nil, clock != nil, offset == nil, word.utf8.count > 2 {
        return takeOffset("+" + word)
      }
      return takeNumber(number, digits: word.utf8.count)
    }
    if Self.isWeekday(word) { return true }
    if word == "am" || word == "pm", let clock {
      return takeHalf(of: clock, isAfternoon: word == "pm")
    }
    if clock != nil, offset == nil { offset = Self.zones[word] ?? 0 }
    return clock != nil
  }

  private mutating func takeNumber(_ number: Int, digits: Int) -> Bool {
    if digits >= 4, year == nil {
      year = number
    } else if year != nil, day == nil, month == nil, digits <= 2 {
      month = number
    } else if day == nil, digits <= 2 {
      day = number
    } else if year == nil, digits <= 3 {
      // RFC 5322 §4.3.
      year = digits == 3 ? number + 1900 : number + (number < 50 ? 2000 : 1900)
    } else {
      return false
    }
    return true
  }

  /// `09:00` or `09:00:00`, with a zone behind it where the blank was forgotten.
  private mutating func takeClock(_ word: String) -> Bool {
    if let mark = word.firstIndex(of: "t") {
      return take(String(word[..<mark])) && takeClock(String(word[word.index(after: mark)...]))
    }
    if let sign = word.firstIndex(where: { $0 == "+" || $0 == "-" || $0 == "z" }) {
      let zone = String(word[sign...])
      return takeClock(String(word[..<sign])) && (zone == "z" || takeOffset(zone))
    }
    let parts = word.split(separator: ":", omittingEmptySubsequences: false).map { part in
      DecimalDigits.value(Array(part.prefix { $0 != "." }.utf8))
    }
    guard clock == nil, parts.count == 2 || parts.count == 3, let hour = parts[0], hour < 24,
      let minute = parts[1], minute < 60, let second = parts.count == 3 ? parts[2] : 0, second <= 60
    else { return false }
    // A leap second is the last one of its minute: nobody counts it.
    clock = hour * 3600 + minute * 60 + min(second, 59)
    return true
  }

  /// Which half of the day a clock of twelve hours means; one of more is right as it is.
  private mutating func takeHalf(of clock: Int, isAfternoon: Bool) -> Bool {
    let noon = 12 * 3600
    let isTwelfthHour = (noon..<noon + 3600).contains(clock)
    if clock < noon, isAfternoon { self.clock = clock + noon }
    if isTwelfthHour, !isAfternoon { self.clock = clock - noon }
    return true
  }

  private mutating func takeOffset(_ word: String) -> Bool {
    let digits = Array(word.utf8.dropFirst().filter { $0 != UInt8(ascii: ":") })
    guard digits.count == 4 || digits.count == 3, let number = DecimalDigits.value(digits),
      number % 100 < 60,
      number < 2400
    else { return offset == nil && clock != nil }
    let minutes = number / 100 * 60 + number % 100
    offset = offset ?? (word.hasPrefix("-") ? -minutes : minutes)
    return true
  }

  private static func month(_ word: String) -> Int? {
    let names = [
      "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    return names.firstIndex { word.hasPrefix($0) }.map { $0 + 1 }
  }

  private static func isWeekday(_ word: String) -> Bool {
    ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].contains { word.hasPrefix($0) }
  }

  /// Minutes east of Greenwich; the one-letter zones of the military were given with the wrong sign
  /// and say nothing.
  ///
  /// Source: RFC 5322 §4.3; the European and Asian ones as mails have them.
  private static let zones: [String: Int] = [
    "edt": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360, "mst": -420, "pdt": -420,
    "pst": -480, "ast": -240, "adt": -180, "akst": -540, "akdt": -480, "hst": -600,
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "met": 60,
    "cest": 120, "mest": 120, "mesz": 120, "mez": 60, "eet": 120, "eest": 180, "msk": 180,
    "jst": 540, "kst": 540, "nzst": 720, "nzdt": 780,
  ]
}
