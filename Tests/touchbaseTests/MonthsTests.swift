import DurableFiles
import FoundationEssentials
import MailMessage
import Rehearsal
import TestSupport
import Testing

/// Three hours of the ritual with eighty people, through the built program and a real SMTP server.
@Suite struct MonthsTests {
  @Test func `three hours with eighty people forget nobody, repeat nothing and are the same again`()
    throws
  {
    let first = try Self.play()
    let again = try Self.play()
    #expect(first.drafts == again.drafts, "the same workspace gives the same drafts")

    let recipients = first.mails.map(\.to)
    print("80 people, 3 hours: \(first.mails.count) letters arrived at \(Set(recipients).count)")
    #expect(first.mails.count == 60)
    // Whoever had a letter waits until the others had one; three times twenty are sixty people.
    #expect(Set(recipients).count == 60)
    for mail in first.mails {
      #expect(!mail.text.contains("[["))
      #expect(!mail.text.contains("X-Touchbase-"))
      #expect(!mail.text.contains(">8"))
    }
  }

  @Test func `in four hours with fifteen people nobody is told the same twice`() throws {
    let year = try Self.play(people: 15, hours: 4)
    #expect(year.mails.count == 60)
    for (to, mails) in Dictionary(grouping: year.mails, by: \.to) {
      #expect(mails.count == 4, "\(to)")
      let told = mails.flatMap { mail in
        mail.text.split(separator: "\r\n").filter { $0.hasPrefix("I planted") }
      }
      #expect(told.count == 4 && Set(told).count == 4, "\(to): \(told)")
      let subjects = mails.flatMap {
        $0.text.split(separator: "\r\n").filter { $0.hasPrefix("Subject:") }
      }
      #expect(Set(subjects).count == 4, "\(to): \(subjects)")
    }
  }

  /// What a play left: every draft as it was written first, and the mails as they arrived.
  private struct Play {
    var drafts: [String] = []
    var mails: [(to: String, text: String)] = []
  }

  private static func play(people: Int = 80, hours: Int = 3) throws -> Play {
    let disk = PosixFileSystem()
    let workspace = try TestWorkspace(ownWords: "25%")
    let inbox = FilePath.parent(of: workspace.root) + "/inbox"
    let now = DateTime(secondsSinceEpoch: 1_795_000_000)
    let server = try RehearsalServer(folder: inbox, fileSystem: disk) { now }
    let port = try server.start()
    defer { server.stop() }
    try workspace.write(
      "touchbase.yaml",
      try workspace.text("touchbase.yaml") + "smtp:\n  url: smtp://127.0.0.1:\(port)\n"
    )
    for number in 0..<people {
      try workspace.write(
        "contacts/p\(number).md",
        "---\nname: Ann\(number) Park\nemail: p\(number)@example.net\n---\n"
      )
    }
    var play = Play()
    for hour in 0..<hours {
      play.drafts += try Self.hour(hour, in: workspace)
    }
    for path in server.deliveredPaths.sorted() {
      let text = String(decoding: try disk.readFile(path), as: UTF8.self)
      let to = text.split(separator: "\r\n").first { $0.hasPrefix("To: ") } ?? ""
      play.mails.append((String(to), text))
    }
    return play
  }

  /// One hour; returns the drafts as the program wrote them.
  private static func hour(_ hour: Int, in workspace: TestWorkspace) throws -> [String] {
    let date = try #require(CalendarDay(iso8601: "2026-01-17")).adding(months: hour)
    let now = "TOUCHBASE_NOW=\(date)T09:00:00Z"
    func run(_ words: String) throws {
      let result = try workspace.shell("\(now) touchbase \(words)")
      #expect(result.status == 0, "\(words): \(result.output)")
    }
    try run("news I planted row number \(hour + 1) of the orchard.")
    try run("draft")
    let names = try workspace.list("drafts")
    var drafts: [String] = []
    for name in names {
      let text = try workspace.text("drafts/\(name)")
      drafts.append(text)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix("[[ ") ? passage(name, hour) : String(line)
      }
      try workspace.write("drafts/\(name)", lines.joined(separator: "\n"))
    }
    try run("check")
    try run("approve drafts/*.eml")
    try run("send --yes")
    #expect(try workspace.list("drafts").isEmpty)
    return drafts
  }

  /// No six words of it stand in another one.
  private static func passage(_ name: String, _ hour: Int) -> String {
    var state = name.utf8.reduce(UInt64(hour + 1) &* 7919) { $0 &* 131 &+ UInt64($1) }
    let words = (0..<24).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Self.words[Int((state >> 33) % UInt64(Self.words.count))]
    }
    return words.joined(separator: " ") + "?"
  }

  private static let words = [
    "apples", "bridges", "candles", "dusty", "early", "fences", "gravel", "harbours", "islands",
    "jackets", "kettles", "ladders", "mirrors", "needles", "orchids", "paddles", "quiet", "rainy",
    "saddles", "tunnels", "umbrellas", "valleys", "windows", "yellow", "anchors", "buckets",
    "corners", "distant", "engines", "feathers", "gardens", "hinges", "inkwells", "journeys",
  ]
}
