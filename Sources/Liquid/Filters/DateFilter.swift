/// `date`: a day or a time in the form that `strftime` describes.
///
/// Source: POSIX.1-2017, `strftime`; flags and widths as Ruby's.
enum DateFilter {
  static let table: StandardFilters.Table = ["date": date]

  private static func date(_ call: FilterCall) throws(FilterError) -> Value {
    try call.expect(atMost: 1)
    let format = (try call.required(0)).text
    guard !format.isEmpty else { return call.input }
    guard let moment = try moment(call) else { return call.input }
    let most = call.environment.limits.valueSize
    return .string(try DateFormat.text(of: moment, format, atMost: most))
  }

  private static func moment(_ call: FilterCall) throws(FilterError) -> Moment? {
    switch call.input {
    case .integer(let seconds): return Moment(secondsSinceEpoch: Int64(seconds))
    case .string(let text):
      if let day = plainDay(text) { return day }
      let word = text.lowercased()
      if word == "now" || word == "today" {
        guard let now = call.program.environment.now else {
          throw FilterError("does not know what time it is")
        }
        return now
      }
      if !text.isEmpty, text.utf8.allSatisfy(ASCII.isDigit) {
        return Int64(text).map { Moment(secondsSinceEpoch: $0) }
      }
      return MomentReader.moment(in: text, now: call.program.environment.now)
    default: return nil
    }
  }

  private static func number(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    var number = 0
    for index in range {
      guard ASCII.isDigit(bytes[index]) else { return nil }
      number = number * 10 + Int(bytes[index] - 0x30)
    }
    return number
  }

  /// `2026-11-21`, which most days are written as.
  private static func plainDay(_ text: String) -> Moment? {
    guard text.utf8.count == 10 else { return nil }
    return text.withBytes { bytes in
      guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return nil }
      guard let year = number(bytes, 0..<4), let month = number(bytes, 5..<7),
        let day = number(bytes, 8..<10)
      else { return nil }
      return Moment((year, month, day), secondOfDay: 0, offset: 0)
    }
  }
}

/// A moment in the form that a format describes.
struct DateFormat {
  private let moment: Moment
  private let date: (year: Int, month: Int, day: Int)
  /// The longest result, in octets.
  private let most: Int
  private var result: [UInt8] = []
  private static let widest = 1024

  static func text(
    of moment: Moment,
    _ format: String,
    atMost most: Int
  ) throws(FilterError) -> String {
    var writer = DateFormat(moment, most)
    try writer.write(format)
    return String(decoding: writer.result, as: UTF8.self)
  }

  private init(_ moment: Moment, _ most: Int) {
    self.moment = moment
    self.most = most
    date = moment.date
    result.reserveCapacity(48)
  }

  /// What stands between `%` and the letter.
  private struct Flags {
    var padding: UInt8?
    var isUnpadded = false
    var isUppercase = false
    var isSwapped = false
    var colons = 0
    var width: Int?

    /// Whether nothing but `-` is among them.
    var isPlain: Bool { padding == nil && width == nil && !isUppercase && !isSwapped }
  }

  private mutating func write(_ format: String) throws(FilterError) {
    let bytes = ContiguousArray(format.utf8)
    var index = 0
    while index < bytes.count {
      guard result.count <= most else { throw FilterError("gives more than it may") }
      guard bytes[index] == UInt8(ascii: "%"), index + 1 < bytes.count else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let start = index
      index += 1
      let flags = try Self.flags(bytes, &index)
      guard index < bytes.count, try write(bytes[index], flags) else {
        // What is no conversion stands for itself.
        let end = min(index + 1, bytes.count)
        result += bytes[start..<end]
        index = end
        continue
      }
      index += 1
    }
  }

  private static func flags(_ bytes: ContiguousArray<UInt8>, _ index: inout Int) throws(FilterError)
    -> Flags
  {
    var flags = Flags()
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "-"): flags.isUnpadded = true
      case UInt8(ascii: "_"): flags.padding = 0x20
      case UInt8(ascii: "0"): flags.padding = 0x30
      case UInt8(ascii: "^"): flags.isUppercase = true
      case UInt8(ascii: "#"): flags.isSwapped = true
      case UInt8(ascii: ":"): flags.colons += 1
      case UInt8(ascii: "1")...UInt8(ascii: "9"):
        var width = 0
        while index < bytes.count, ASCII.isDigit(bytes[index]) {
          width = min(width * 10 + Int(bytes[index] - 0x30), widest + 1)
          index += 1
        }
        guard width <= widest else { throw FilterError("takes widths up to \(widest)") }
        flags.width = width
        continue
      case UInt8(ascii: "E"), UInt8(ascii: "O"): break
      default: return flags
      }
      index += 1
    }
    return flags
  }

  /// Writes a conversion; false for one that there is not.
  private mutating func write(_ letter: UInt8, _ flags: Flags) throws(FilterError) -> Bool {
    if let (number, width, padding) = number(letter) {
      if flags.isPlain, number >= 0, number < 100, width <= 2 {
        // Days, months and hours are most of what is written.
        let isPadded = number < 10 && width == 2 && !flags.isUnpadded
        if isPadded { result.append(padding) }
        if number >= 10 { result.append(0x30 + UInt8(number / 10)) }
        result.append(0x30 + UInt8(number % 10))
      } else {
        pad(String(number), flags.width ?? width, padding, flags)
      }
      return true
    }
    if let text = text(letter, flags) {
      if flags.isPlain {
        result.append(contentsOf: text.utf8)
      } else {
        pad(changed(text, letter, flags), flags.width ?? 0, 0x20, flags)
      }
      return true
    }
    guard let format = Self.combinations[letter] else { return false }
    let text = try Self.text(of: moment, format, atMost: most)
    pad(flags.isUppercase ? text.uppercased() : text, flags.width ?? 0, 0x20, flags)
    return true
  }

  private static let combinations: [UInt8: String] = [
    UInt8(ascii: "c"): "%a %b %e %H:%M:%S %Y", UInt8(ascii: "D"): "%m/%d/%y",
    UInt8(ascii: "F"): "%Y-%m-%d", UInt8(ascii: "r"): "%I:%M:%S %p",
    UInt8(ascii: "R"): "%H:%M", UInt8(ascii: "T"): "%H:%M:%S", UInt8(ascii: "v"): "%e-%^b-%Y",
    UInt8(ascii: "x"): "%m/%d/%y", UInt8(ascii: "X"): "%H:%M:%S",
    UInt8(ascii: "+"): "%a %b %e %H:%M:%S %Z %Y",
  ]

  private func number(_ letter: UInt8) -> (number: Int, width: Int, padding: UInt8)? {
    let hour = moment.secondOfDay / 3600
    switch letter {
    case UInt8(ascii: "Y"): return (date.year, date.year < 0 ? 5 : 4, 0x30)
    case UInt8(ascii: "C"): return (date.year / 100, 2, 0x30)
    case UInt8(ascii: "y"): return (((date.year % 100) + 100) % 100, 2, 0x30)
    case UInt8(ascii: "m"): return (date.month, 2, 0x30)
    case UInt8(ascii: "d"): return (date.day, 2, 0x30)
    case UInt8(ascii: "e"): return (date.day, 2, 0x20)
    case UInt8(ascii: "j"): return (moment.dayOfYear, 3, 0x30)
    case UInt8(ascii: "H"): return (hour, 2, 0x30)
    case UInt8(ascii: "k"): return (hour, 2, 0x20)
    case UInt8(ascii: "I"): return ((hour + 11) % 12 + 1, 2, 0x30)
    case UInt8(ascii: "l"): return ((hour + 11) % 12 + 1, 2, 0x20)
    case UInt8(ascii: "M"): return (moment.secondOfDay / 60 % 60, 2, 0x30)
    case UInt8(ascii: "S"): return (moment.secondOfDay % 60, 2, 0x30)
    case UInt8(ascii: "u"): return ((moment.weekday + 6) % 7 + 1, 1, 0x30)
    case UInt8(ascii: "w"): return (moment.weekday, 1, 0x30)
    case UInt8(ascii: "G"): return (moment.isoWeek.year, 4, 0x30)
    case UInt8(ascii: "g"): return ((moment.isoWeek.year % 100 + 100) % 100, 2, 0x30)
    case UInt8(ascii: "V"): return (moment.isoWeek.week, 2, 0x30)
    case UInt8(ascii: "U"): return (moment.week(beginningOn: 0), 2, 0x30)
    case UInt8(ascii: "W"): return (moment.week(beginningOn: 1), 2, 0x30)
    case UInt8(ascii: "s"): return (Int(moment.seconds), 1, 0x30)
    default: return nil
    }
  }

  private func text(_ letter: UInt8, _ flags: Flags) -> String? {
    switch letter {
    case UInt8(ascii: "A"): MomentNames.days[moment.weekday]
    case UInt8(ascii: "a"): String(MomentNames.days[moment.weekday].prefix(3))
    case UInt8(ascii: "B"): MomentNames.months[date.month - 1]
    case UInt8(ascii: "b"), UInt8(ascii: "h"): String(MomentNames.months[date.month - 1].prefix(3))
    case UInt8(ascii: "p"): moment.secondOfDay < 43_200 ? "AM" : "PM"
    case UInt8(ascii: "P"): moment.secondOfDay < 43_200 ? "am" : "pm"
    case UInt8(ascii: "L"): fraction(flags.width ?? 3)
    case UInt8(ascii: "N"): fraction(flags.width ?? 9)
    case UInt8(ascii: "z"): offset(flags.colons)
    case UInt8(ascii: "Z"): moment.zone ?? (moment.offset == 0 ? "UTC" : "")
    case UInt8(ascii: "n"): "\n"
    case UInt8(ascii: "t"): "\t"
    case UInt8(ascii: "%"): "%"
    default: nil
    }
  }

  private func fraction(_ digits: Int) -> String {
    let all = String(moment.nanosecond + 1_000_000_000).dropFirst()
    return all.count >= digits
      ? String(all.prefix(digits)) : all + String(repeating: "0", count: digits - all.count)
  }

  private func offset(_ colons: Int) -> String {
    let minutes = abs(moment.offset) / 60
    let two = { (number: Int) in (number < 10 ? "0" : "") + String(number) }
    let sign = moment.offset < 0 ? "-" : "+"
    let separator = colons > 0 ? ":" : ""
    let seconds = colons > 1 ? ":" + two(abs(moment.offset) % 60) : ""
    return sign + two(minutes / 60) + separator + two(minutes % 60) + seconds
  }

  private func changed(_ text: String, _ letter: UInt8, _ flags: Flags) -> String {
    if flags.isSwapped, letter == UInt8(ascii: "p") { return text.lowercased() }
    return flags.isUppercase || flags.isSwapped ? text.uppercased() : text
  }

  private mutating func pad(_ text: String, _ width: Int, _ padding: UInt8, _ flags: Flags) {
    let missing = flags.isUnpadded && flags.width == nil ? 0 : width - text.utf8.count
    let padding = flags.isUnpadded ? 0x20 : flags.padding ?? padding
    if missing > 0, padding == 0x30, text.hasPrefix("-") {
      result.append(UInt8(ascii: "-"))
      result += repeatElement(padding, count: missing)
      result += text.utf8.dropFirst()
      return
    }
    if missing > 0 { result += repeatElement(padding, count: missing) }
    result += text.utf8
  }
}
