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

  /// The moment as `2026-11-21T09:00:00+01:00`.
  public var iso8601: String {
    "\(CalendarDay(self))T\(clock)\(zone(colon: ":"))"
  }

  /// The moment as a mail's `Date` field has it: `Sat, 21 Nov 2026 09:00:00 +0100`.
  ///
  /// Source: RFC 5322 §3.3.
  public var rfc5322: String {
    let day = CalendarDay(self)
    let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday.rawValue - 1]
    let month = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ][day.month - 1]
    return
      "\(weekday), \(day.day) \(month) \(day.description.prefix(4)) \(clock) \(zone(colon: ""))"
  }

  /// The same as `iso8601`.
  public var description: String { iso8601 }

  /// The time of day as `09:00:00`, in the moment's own zone.
  private var clock: String {
    let local = secondsSinceEpoch + Int64(offsetMinutes) * 60
    let seconds = Int(local - local.flooredQuotient(by: 86_400) * 86_400)
    return [seconds / 3600, seconds / 60 % 60, seconds % 60]
      .map(DecimalDigits.twoDigits).joined(separator: ":")
  }

  private func zone(colon: String) -> String {
    let minutes = abs(offsetMinutes)
    return (offsetMinutes < 0 ? "-" : "+") + DecimalDigits.twoDigits(minutes / 60) + colon
      + DecimalDigits.twoDigits(minutes % 60)
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
