/// Finds a day and a time in a text, in the forms that people and programs write.
struct MomentReader {
  private let bytes: [UInt8]
  private var position = 0
  private var numbers: [(value: Int, digits: Int, separator: UInt8)] = []
  private var month: Int?
  private var time: (hour: Int, minute: Int, second: Int)?
  private var nanosecond = 0
  private var offset: Int?
  private var zone: String?

  /// The moment that a text names; nil for one that names none.
  static func moment(in text: String, now: Moment?) -> Moment? {
    guard text.utf8.count <= 128 else { return nil }
    var reader = MomentReader(bytes: Array(text.lowercased().utf8))
    return reader.moment(now)
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func moment(_ now: Moment?) -> Moment? {
    while position < bytes.count {
      let byte = bytes[position]
      if ASCII.isDigit(byte) {
        guard takeNumber() else { return nil }
      } else if ASCII.isLetter(byte) {
        takeWord()
      } else if time != nil, offset == nil, byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") {
        takeOffset(byte == UInt8(ascii: "-") ? -1 : 1)
      } else {
        position += 1
      }
    }
    guard let day = day(now) else { return nil }
    let clock = time ?? (0, 0, 0)
    guard clock.hour <= 24, clock.minute < 60, clock.second <= 60 else { return nil }
    let second = clock.hour * 3600 + clock.minute * 60 + min(clock.second, 59)
    var moment = Moment(day, secondOfDay: second, offset: offset ?? now?.offset ?? 0)
    moment?.nanosecond = nanosecond
    moment?.zone = offset == nil ? now?.zone : zone
    return moment
  }

  /// The day that the numbers and the name of a month make.
  private func day(_ now: Moment?) -> (year: Int, month: Int, day: Int)? {
    let today = now?.date
    if let month {
      // `14 March 2016`, `March 14, 2016`, `March 2016`, `14 March`.
      let year = numbers.first { $0.digits > 2 || $0.value > 31 }
      let rest = numbers.first { $0.digits <= 2 && $0.value <= 31 }
      let second = numbers.dropFirst().first { $0.digits <= 2 }
      let named = year?.value ?? (rest != nil ? second.map { Self.full($0.value) } : nil)
      guard let year = named ?? today?.year else { return nil }
      return (year, month, rest?.value ?? 1)
    }
    guard let first = numbers.first else {
      return time == nil ? nil : today
    }
    if numbers.count >= 3 {
      let (second, third) = (numbers[1], numbers[2])
      if first.digits > 2 { return (first.value, second.value, third.value) }
      if third.digits > 2 { return (third.value, second.value, first.value) }
      return (Self.full(first.value), second.value, third.value)
    }
    if numbers.count == 2, first.digits > 2 { return (first.value, numbers[1].value, 1) }
    if first.digits == 8 {
      return (first.value / 10_000, first.value / 100 % 100, first.value % 100)
    }
    guard numbers.count == 2, let today else { return nil }
    return (today.year, first.value, numbers[1].value)
  }

  /// Two digits of a year: those of people alive.
  private static func full(_ year: Int) -> Int { year >= 69 ? 1900 + year : 2000 + year }

  /// A number of a date, or a time; false for one too long for either.
  private mutating func takeNumber() -> Bool {
    let start = position
    let value = digits()
    let count = position - start
    guard count <= 9 else { return false }
    if time == nil, count <= 2, peek(UInt8(ascii: ":")) {
      takeTime(hour: value)
    } else if time == nil, count <= 2, let isAfternoon = half() {
      time = (value % 12 + (isAfternoon ? 12 : 0), 0, 0)
    } else {
      let separator = position < bytes.count ? bytes[position] : 0
      numbers.append((value, count, separator))
      // `2016-03-14`: these lines separate, and are no signs.
      if separator == UInt8(ascii: "-") || separator == UInt8(ascii: "/") { position += 1 }
      if separator == UInt8(ascii: "t"), position + 1 < bytes.count,
        ASCII.isDigit(bytes[position + 1])
      {
        position += 1
      }
      // `14th`.
      while position < bytes.count, ASCII.isLetter(bytes[position]), count <= 2, month == nil,
        isOrdinal()
      { position += 2 }
    }
    return true
  }

  private func isOrdinal() -> Bool {
    guard position + 1 < bytes.count else { return false }
    return ["st", "nd", "rd", "th"].contains { bytes[position...].starts(with: $0.utf8) }
  }

  private mutating func takeTime(hour: Int) {
    var clock = (hour: hour, minute: 0, second: 0)
    position += 1
    clock.minute = digits()
    if peek(UInt8(ascii: ":")) {
      position += 1
      clock.second = digits()
      if peek(UInt8(ascii: ".")) || peek(UInt8(ascii: ",")) {
        position += 1
        takeFraction()
      }
    }
    while peek(0x20) { position += 1 }
    if let isAfternoon = half() { clock.hour = clock.hour % 12 + (isAfternoon ? 12 : 0) }
    time = clock
  }

  private mutating func takeFraction() {
    var unit = 100_000_000
    while position < bytes.count, ASCII.isDigit(bytes[position]) {
      nanosecond += Int(bytes[position] - 0x30) * unit
      unit /= 10
      position += 1
    }
  }

  /// `am` or `pm` where the reader stands: whether it is the afternoon.
  private mutating func half() -> Bool? {
    var start = position
    while start < bytes.count, bytes[start] == 0x20 { start += 1 }
    for (word, isAfternoon) in [("am", false), ("pm", true), ("a.m.", false), ("p.m.", true)]
    where bytes[start...].starts(with: word.utf8) {
      position = start + word.utf8.count
      return isAfternoon
    }
    return nil
  }

  private mutating func takeOffset(_ sign: Int) {
    position += 1
    let start = position
    let value = digits()
    guard position > start else { return }
    var minutes = position - start > 2 ? value / 100 * 60 + value % 100 : value * 60
    if position - start <= 2, peek(UInt8(ascii: ":")) {
      position += 1
      minutes += digits()
    }
    offset = sign * min(minutes, 24 * 60) * 60
  }

  private mutating func takeWord() {
    let start = position
    while position < bytes.count, ASCII.isLetter(bytes[position]) { position += 1 }
    let word = String(decoding: bytes[start..<position], as: UTF8.self)
    if let index = MomentNames.months.firstIndex(where: { $0.lowercased().hasPrefix(word) }),
      word.utf8.count >= 3, month == nil
    {
      month = index + 1
    } else if time != nil, offset == nil, let hours = Self.zones[word] {
      offset = hours * 3600
      zone = word == "z" ? "UTC" : word.uppercased()
    }
  }

  private static let zones = [
    "z": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "cet": 1, "cest": 2, "bst": 1, "jst": 9,
  ]

  private func peek(_ byte: UInt8) -> Bool { position < bytes.count && bytes[position] == byte }

  private mutating func digits() -> Int {
    var value = 0
    while position < bytes.count, ASCII.isDigit(bytes[position]) {
      value = min(value * 10 + Int(bytes[position] - 0x30), 10_000_000_000)
      position += 1
    }
    return value
  }
}

/// How English calls months and days.
enum MomentNames {
  static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
  static let days = [
    "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
  ]
}
