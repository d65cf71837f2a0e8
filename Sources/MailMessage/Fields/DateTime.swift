/// A moment, with the offset from UTC of the zone in which somebody looked at the clock.
///
/// Two values are equal when moment and offset are; they are ordered by the moment.
///
/// Source: RFC 5322 §3.3, RFC 3339 §5.6.
public struct DateTime: Hashable, Sendable, CustomStringConvertible {
  /// Seconds since 1 January 1970, 00:00:00 UTC; within the years 1 to 9999.
  public let secondsSinceEpoch: Int64
  /// The zone's offset in minutes, east of Greenwich positive, -1439…1439.
  public let offsetMinutes: Int

  /// Makes a moment; what is out of range is brought to the nearest end of it.
  public init(secondsSinceEpoch: Int64, offsetMinutes: Int = 0) {
    self.secondsSinceEpoch = min(max(secondsSinceEpoch, -62_135_510_400), 253_402_214_400)
    self.offsetMinutes = min(max(offsetMinutes, -1439), 1439)
  }

  /// Reads `2026-11-21T09:00:00+01:00`, or with `Z`; fractions of a second are dropped.
  public init?(iso8601 text: some StringProtocol) {
    if let moment = text.utf8.withContiguousStorageIfAvailable(Self.canonical) ?? nil {
      self = moment
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, let day = CalendarDay(iso8601: text.prefix(10)),
      bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
      let hour = DecimalDigits.value(bytes[11..<13]), hour < 24,
      let minute = DecimalDigits.value(bytes[14..<16]), minute < 60,
      let second = DecimalDigits.value(bytes[17..<19]), second <= 60,
      let offset = Self.offset(Self.withoutFraction(bytes[19...]))
    else { return nil }
    let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(secondsSinceEpoch: local - Int64(offset) * 60, offsetMinutes: offset)
  }

  /// Reads the same from octets, as journals have them.
  package init?(iso8601 octets: ArraySlice<UInt8>) {
    if let moment = octets.withUnsafeBufferPointer(Self.canonical) {
      self = moment
    } else {
      self.init(iso8601: String(decoding: octets, as: UTF8.self))
    }
  }

  /// The moment as `2026-11-21T09:00:00+01:00`.
  public var iso8601: String {
    String(unsafeUninitializedCapacity: 25) { text in
      _ = text.initialize(from: Self.zeros)
      put(into: text)
      return 25
    }
  }

  /// Appends the moment as ``iso8601`` has it.
  package func appendISO8601(to octets: inout [UInt8]) {
    let start = octets.count
    octets += Self.zeros
    octets.withUnsafeMutableBufferPointer { put(into: .init(rebasing: $0[start...])) }
  }

  private static let zeros = Array("0000-00-00T00:00:00+00:00".utf8)

  /// Puts the moment in the place of ``zeros``, digit by digit: journals have some of these a letter.
  private func put(into text: UnsafeMutableBufferPointer<UInt8>) {
    let day = CalendarDay(self)
    let (second, zone) = (secondOfDay, abs(offsetMinutes))
    DecimalDigits.put(day.year / 100, into: text, at: 0)
    DecimalDigits.put(day.year % 100, into: text, at: 2)
    DecimalDigits.put(day.month, into: text, at: 5)
    DecimalDigits.put(day.day, into: text, at: 8)
    DecimalDigits.put(second / 3600, into: text, at: 11)
    DecimalDigits.put(second / 60 % 60, into: text, at: 14)
    DecimalDigits.put(second % 60, into: text, at: 17)
    if offsetMinutes < 0 { text[19] = UInt8(ascii: "-") }
    DecimalDigits.put(zone / 60, into: text, at: 20)
    DecimalDigits.put(zone % 60, into: text, at: 23)
  }

  /// The moment as a mail's `Date` field has it: `Sat, 21 Nov 2026 09:00:00 +0100`.
  ///
  /// Source: RFC 5322 §3.3.
  public var rfc5322: String {
    let day = CalendarDay(self)
    // Year, clock and zone are the same there: `2026-11-21T09:00:00+01:00`.
    let digits = Array(iso8601.utf8)
    var text = Array("\(Self.weekdays[day.weekday.rawValue - 1]), \(day.day) ".utf8)
    text += Self.months[day.month - 1].utf8
    for part in [0..<4, 11..<19, 19..<22] {
      text.append(0x20)
      text += digits[part]
    }
    text += digits[23..<25]
    return String(decoding: text, as: UTF8.self)
  }

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// The same as `iso8601`.
  public var description: String { iso8601 }

  /// The seconds since midnight, in the moment's own zone.
  private var secondOfDay: Int {
    let local = secondsSinceEpoch + Int64(offsetMinutes) * 60
    return Int(local - local.flooredQuotient(by: 86_400) * 86_400)
  }

  /// Reads the form that ``iso8601`` gives; nil for any other.
  private static func canonical(_ text: UnsafeBufferPointer<UInt8>) -> DateTime? {
    let (hyphen, colon) = (UInt8(ascii: "-"), UInt8(ascii: ":"))
    guard text.count == 25, text[4] == hyphen, text[7] == hyphen, text[10] == UInt8(ascii: "T"),
      text[13] == colon, text[16] == colon, text[22] == colon,
      text[19] == UInt8(ascii: "+") || text[19] == hyphen
    else { return nil }
    func number(_ places: Range<Int>) -> Int? {
      DecimalDigits.value(UnsafeBufferPointer(rebasing: text[places]))
    }
    guard let year = number(0..<4), let month = number(5..<7), let date = number(8..<10),
      let day = CalendarDay(year: year, month: month, day: date),
      let hour = number(11..<13), hour < 24, let minute = number(14..<16), minute < 60,
      let second = number(17..<19), second <= 60,
      let hours = number(20..<22), hours < 24, let minutes = number(23..<25), minutes < 60
    else { return nil }
    let offset = (hours * 60 + minutes) * (text[19] == hyphen ? -1 : 1)
    let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    return DateTime(secondsSinceEpoch: local - Int64(offset) * 60, offsetMinutes: offset)
  }

  private static func withoutFraction(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.first == UInt8(ascii: ".") else { return bytes }
    let rest = bytes.dropFirst().drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return rest.startIndex > bytes.startIndex + 1 ? rest : bytes
  }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    let bytes = Array(bytes)
    if bytes == [UInt8(ascii: "Z")] || bytes == [UInt8(ascii: "z")] { return 0 }
    guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
      bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
      let hours = DecimalDigits.value(bytes[1..<3]), hours < 24,
      let minutes = DecimalDigits.value(bytes[4..<6]), minutes < 60
    else { return nil }
    return (bytes[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}

extension DateTime: Comparable {
  /// Whether a moment is earlier than another, wherever the clocks stood.
  public static func < (first: DateTime, second: DateTime) -> Bool {
    (first.secondsSinceEpoch, first.offsetMinutes) < (
      second.secondsSinceEpoch, second.offsetMinutes
    )
  }
}

extension DateTime: Codable {
  /// Reads the text that `iso8601` gives.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let moment = DateTime(iso8601: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a date-time")
    }
    self = moment
  }

  /// Writes the moment as `iso8601`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(iso8601)
  }
}
