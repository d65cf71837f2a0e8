import MailMessage
import Testing

@testable import Outbox

/// The format of the journal, and what is made of lines that are not as they were written.
@Suite struct JournalTests {
  private static let at = DateTime(secondsSinceEpoch: 1_795_000_000, offsetMinutes: 60)

  private static let events: [JournalEvent] = [
    .queued(sha256: "ab12"), .attempt, .commit(boot: "boot-1"), .dot(boot: "boot-1"),
    .sent(reply: "250 2.0.0 Ok: queued as 4Dx"), .retry(next: at, reason: "451 4.7.1 Later"),
    .retry(next: at, reason: ""), .refused(reply: "550 5.1.1 No"), .unknown(reason: "no answer"),
    .held(reason: "wait"), .released, .resolved(wasSent: true), .resolved(wasSent: false),
    .withdrawn, .adopted(machine: "m2"), .placed(file: "1-2.3"),
  ]

  @Test func `every event is written as the fixture has it`() throws {
    let lines = Self.events.map { JournalLine(at: Self.at, id: "7f3k2", event: $0).bytes }
    let text = String(decoding: lines.joined(), as: UTF8.self)
    #expect(text == (try Fixture.text("journal.txt")))
  }

  @Test func `what is read is what was written`() {
    for event in Self.events {
      let line = JournalLine(at: Self.at, id: "7f3k2", event: event)
      #expect(JournalLine(line.bytes.dropLast()) == line)
    }
  }

  @Test func `no changed or missing byte of a line goes unnoticed`() {
    let line = JournalLine(at: Self.at, id: "7f3k2", event: .sent(reply: "250 Ok")).bytes.dropLast()
    for offset in line.indices {
      var changed = line
      changed[offset] ^= 0x01
      #expect(JournalLine(changed) == nil)
      #expect(JournalLine(line[..<offset]) == nil)
    }
  }

  @Test(arguments: ["a SENT \u{FF}", "2026-11-23T09:00:00+01:00 SENT \u{FF} ok", "", " "])
  func `a checksum makes no line of what is none`(text: String) {
    // U+00FF as one octet is no UTF-8.
    let octets = text.unicodeScalars.map { UInt8($0.value) }
    let digest = SHA256(octets[...])
    let line = octets + " #".utf8 + (0..<8).map { digest[$0] }
    #expect(JournalLine(line[...]) == nil)
    #expect(JournalWords(line.suffix(10)) == nil)
  }

  @Test func `what a crash tore is known from what is whole`() throws {
    let whole = Array("\(Journal.heading)m1\n".utf8)
    let line = JournalLine(at: Self.at, id: "a", event: .attempt).bytes
    #expect(try !Journal([]).isTorn)
    #expect(try !Journal(whole).isTorn)
    #expect(try !Journal(whole + line).isTorn)
    // Whole but for its end.
    #expect(try !Journal(whole + line.dropLast()).isTorn)
    for length in 1..<(line.count - 1) {
      #expect(try Journal(whole + line.prefix(length)).isTorn)
    }
    for length in 1..<whole.count { #expect(try Journal(Array(whole.prefix(length))).isTorn) }
  }

  @Test(arguments: [
    "", " ", "\u{301}x", "x\u{600}", "250 \u{200D}", "#12345678", "x\u{FE0F}", "ümläut 🙂",
  ])
  func `a server's words come back, whatever they join to`(words: String) throws {
    let line = JournalLine(at: Self.at, id: "a", event: .sent(reply: words))
    let read = try #require(JournalLine(line.bytes.dropLast()))
    guard case .sent(let reply) = read.event else {
      Issue.record("it is \(read.event)")
      return
    }
    #expect(Array(reply.utf8) == Array(words.utf8))
  }

  @Test func `a server's words are one line without control characters`() throws {
    let reply = "250-one\r\n250 two\u{1B}[2J\0" + String(repeating: "x", count: 10_000)
    let bytes = JournalLine(at: Self.at, id: "a", event: .sent(reply: reply)).bytes
    #expect(bytes.count < 4_200)
    #expect(bytes.dropLast().allSatisfy { $0 >= 0x20 && $0 != 0x7F })
    #expect(JournalLine(bytes.dropLast()) != nil)
  }

  private func journal(_ events: [(String, JournalEvent)]) throws -> Journal {
    let lines = events.flatMap { JournalLine(at: Self.at, id: $0, event: $1).bytes }
    return try Journal(Array("\(Journal.heading)m1\n".utf8) + lines)
  }

  @Test func `a letter is where its last line puts it`() throws {
    for (event, place) in [
      (JournalEvent.sent(reply: ""), LetterState.Place?.some(.sent)), (.refused(reply: ""), .held),
      (.unknown(reason: ""), .held), (.held(reason: ""), .held), (.released, .queue),
      (.retry(next: Self.at, reason: ""), .queue), (.resolved(wasSent: true), .sent),
      (.resolved(wasSent: false), .queue), (.withdrawn, nil), (.attempt, .queue),
      (.commit(boot: "b"), .queue), (.dot(boot: "b"), .queue),
    ] {
      let journal = try journal([("a", .queued(sha256: "1")), ("a", event)])
      #expect(journal.states["a"]?.place == place, "\(event)")
    }
  }

  @Test func `a letter whose approval was damaged is known all the same`() throws {
    let journal = try journal([("a", .attempt), ("a", .sent(reply: "250"))])
    #expect(journal.states["a"]?.place == .sent)
    #expect(journal.states["a"]?.sha256 == "")
  }

  @Test func `an empty or torn heading is no journal yet, a later one is refused`() throws {
    for text in ["", "touchbase jour", "\0\0\0\0 machine m1\n"] {
      let journal = try Journal(Array(text.utf8))
      #expect(journal.machine == nil && journal.wholeLength == 0)
    }
    for text in ["touchbase journal 2 machine m1\n", "notes\n", "touchbase journal 1 machine \n"] {
      #expect(throws: OutboxError.newerJournal(heading: String(text.dropLast()))) {
        try Journal(Array(text.utf8))
      }
    }
  }

  @Test func `no bytes end the program`() {
    var random = SystemRandomNumberGenerator()
    let seed = random.next()
    var state = seed
    for _ in 0..<300 {
      var bytes = Array("\(Journal.heading)m1\n".utf8)
      for _ in 0..<200 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let piece = Array("\n #0123 SENT a\u{600}".utf8)
        bytes.append(state >> 60 < 6 ? piece[Int(state >> 33) % piece.count] : UInt8(state >> 56))
      }
      let result = Result { try Journal(bytes) }
      #expect((try? result.get())?.states.isEmpty != false, "seed \(seed)")
    }
  }
}
