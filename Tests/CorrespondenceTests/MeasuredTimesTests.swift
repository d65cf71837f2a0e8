import Contacts
import Correspondence
import MailMessage
import Testing

@Suite struct MeasuredTimesTests {
  private static func times(_ seconds: [Int], _ channel: Channel = .email) throws -> [UInt8] {
    let day = try #require(CalendarDay(iso8601: "2026-11-21"))
    return seconds.reduce(into: []) { bytes, count in
      bytes = MeasuredTimes.bytes(bytes, adding: count, for: channel, on: day) ?? bytes
    }
  }

  @Test func `the median of the last times is what a letter takes`() throws {
    let bytes = try Self.times([600, 200, 250, 100, 290])
    #expect(MeasuredTimes(bytes: bytes).minutes(for: .email) == 4)
    #expect(MeasuredTimes(bytes: bytes).minutes(for: .call) == nil)
    var minutes = Planner.Minutes(MeasuredTimes(bytes: bytes))
    #expect(minutes.letter == 4)
    #expect(minutes.call == 12)
    minutes = Planner.Minutes(MeasuredTimes(bytes: try Self.times([60, 60, 70], .call)))
    #expect(minutes.call == 1)
    #expect(minutes.letter == 3)
  }

  @Test func `two times say less than a first guess, and a slip of the hand nothing`() throws {
    #expect(MeasuredTimes(bytes: try Self.times([600, 600])).minutes(for: .email) == nil)
    let slips = try Self.times([3, 19, 3601, 90_000, -5, 600, 600])
    #expect(
      String(decoding: slips, as: UTF8.self) == "2026-11-21 email 600\n2026-11-21 email 600\n"
    )
  }

  @Test func `whoever gets faster is believed, and the file does not grow for ever`() throws {
    let bytes = try Self.times([Int](repeating: 900, count: 300) + [Int](repeating: 120, count: 15))
    #expect(MeasuredTimes(bytes: bytes).minutes(for: .email) == 2)
    #expect(bytes.count { $0 == 0x0A } == 200)
  }

  @Test func `what a file holds otherwise is left out`() throws {
    let text =
      "nonsense\n2026-11-21 email\n2026-11-21 telex 100\n\n\u{0}\n2026-11-21 email 99999999999999999999\n"
    let bytes = Array(text.utf8) + [0xFF, 0x0A] + (try Self.times([180, 180, 180]))
    #expect(MeasuredTimes(bytes: bytes).minutes(for: .email) == 3)
  }
}
