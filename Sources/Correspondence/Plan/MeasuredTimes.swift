package import Contacts
package import MailMessage

/// How long letters, calls and messages really took this person: `.touchbase/times`.
///
/// ```
/// 2026-11-21 email 185
/// ```
package struct MeasuredTimes: Hashable, Sendable {
  /// Seconds of each channel, the oldest first.
  private var seconds: [Channel: [Int]] = [:]

  /// What counts of one: less is a key that was hit at once, more is a door bell.
  private static let plausible = 20...3600
  /// How many of the last ones count.
  private static let most = 15
  /// How many there have to be before they say more than a first guess.
  private static let fewest = 3

  /// Reads the lines; those that say nothing are left out.
  package init(bytes: [UInt8] = []) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 3, let channel = Channel(rawValue: String(words[1])),
        let count = Int(words[2]), Self.plausible.contains(count)
      else { continue }
      seconds[channel, default: []].append(count)
    }
  }

  /// The bytes of a file with one time more and without the oldest of many; nil where it is too
  /// short or too long to say anything.
  package static func bytes(
    _ bytes: [UInt8],
    adding seconds: Int,
    for channel: Channel,
    on day: CalendarDay
  ) -> [UInt8]? {
    guard plausible.contains(seconds) else { return nil }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).suffix(199)
    let new = "\(day) \(channel.rawValue) \(seconds)"
    return Array((lines + [ArraySlice(new.utf8)]).joined(separator: [UInt8(ascii: "\n")])) + [0x0A]
  }

  /// The median of the last ones in whole minutes, at least 1; nil where there are too few.
  package func minutes(for channel: Channel) -> Int? {
    guard let all = seconds[channel], all.count >= Self.fewest else { return nil }
    let last = all.suffix(Self.most).sorted()
    let middle = (last[(last.count - 1) / 2] + last[last.count / 2]) / 2
    return max(1, (middle + 30) / 60)
  }
}
