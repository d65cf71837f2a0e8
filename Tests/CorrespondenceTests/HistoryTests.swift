@testable import Correspondence
import DurableFiles
import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct HistoryTests {
  static let line =
    #"{"v":1,"id":"7f3k2","kind":"letter","contacts":["ada-park"],"at":"2026-08-14T09:00:00+02:00","#
    + #""subject":"PrintFest again?","used":"note 4be1; news 71aa","message_id":"<a@example.org>"}"#

  @Test func `a line is an entry`() throws {
    let history = History(path: "history.jsonl", bytes: Array(Self.line.utf8))
    #expect(history.problems.isEmpty)
    let entry = try #require(history.entries.first)
    #expect(entry.kind == .letter)
    #expect(entry.used.notes == ["4be1"])
    #expect(entry.at.iso8601 == "2026-08-14T09:00:00+02:00")
    #expect(history.lastLetter(to: "ada-park")?.subject == "PrintFest again?")
    #expect(history.used(with: "ada-park").news == ["71aa"])
    #expect(history.used(with: "tom-becker").isEmpty)
  }

  @Test(arguments: [
    ("{", "the line is not JSON; it is left out until it is mended or removed"),
    ("[]", "the line is not JSON; it is left out until it is mended or removed"),
    (#"{"id":"a"}"#, "the line has no 'kind'; it is left out"),
    (
      #"{"id":"a","kind":"letter","contacts":"ada","at":"2026-08-14T09:00:00Z"}"#,
      "'contacts' has an unusable value; the line is left out"
    ),
    (
      #"{"id":"a","kind":"letter","contacts":[],"at":"2026-08-14T09:00:00Z"}"#,
      "'contacts' has an unusable value; the line is left out"
    ),
    (
      #"{"id":"a","kind":"letter","contacts":["ada"],"at":"in May"}"#,
      "'at' has an unusable value; the line is left out"
    ),
    (
      #"{"id":"a","kind":"pigeon","contacts":["ada"],"at":"2026-08-14T09:00:00Z"}"#,
      "unknown kind 'pigeon'; the line is left out"
    ),
    (
      #"{"v":2,"id":9}"#,
      "the line is of version 2, which a later touchbase wrote: update this one"
    ),
  ])
  func `a bad line is named and the others are used`(bad: String, message: String) {
    let text = Self.line + "\n\n" + bad + "\n" + Self.line.replacing("7f3k2", with: "other")
    let history = History(path: "history.jsonl", bytes: Array(text.utf8))
    #expect(history.problems.map(\.description) == ["history.jsonl:3: \(message)"])
    #expect(history.entries.map(\.id) == ["7f3k2", "other"])
  }

  /// JSON that is not plain, or none, is for `JSONDecoder`; what both read they read alike.
  @Test(arguments: [
    (#"{}"#, false), (#" { "id" : "é" , "a":[ "b" ,"c"],"d":[],"e":true,"f":12 } "#, true),
    (#"{"a":"\""}"#, false), (#"{"a":"b}"#, false), (#"{"a":"b"}}"#, false), (#"{"a":1.5}"#, false),
    (#"{"a":01}"#, false), (#"{"a":-1}"#, true), (#"{"a":99999999999999999999}"#, false),
    (#"{"a":null}"#, false), (#"{"a":{}}"#, false), (#"{"a":["b",1]}"#, false),
    (#"{"a":"b",}"#, false), (#"{"a":"b","a":"c"}"#, false), (#"{"a":["b",]}"#, false),
    ("{\"a\":\"\t\"}", false), (#"["a"]"#, false), (#"{a:"b"}"#, false), ("", false),
  ])
  func `plain JSON is told from other`(line: String, isPlain: Bool) {
    #expect((PlainJSON(Array(line.utf8)[...]) != nil) == isPlain)
  }

  @Test(arguments: [
    ("", true), (#""used":"note 4be1","text":"Grüße","reached":false,"#, true),
    (#""undoes":"x","kind":"undo","#, false), (#""colour":"blue","#, true),
    (#""colour":3,"#, false), (#""v":"1","#, false), (#""reached":"no","#, false),
    (#""subject":["a"],"#, false), (#""text":"a\nb","#, false), (#""v":0,"#, true),
  ])
  func `a plain line says what any other way of reading it tells`(
    members: String,
    isPlain: Bool
  ) throws {
    let line =
      "{" + members + #""id":"a","kind":"call","contacts":["ada"],"at":"2026-08-14T09:00:00Z"}"#
    let plain = HistoryLine(plain: Array(line.utf8)[...])
    #expect((plain != nil) == isPlain)
    guard let plain else { return }
    let decoded = try JSONDecoder().decode(HistoryLine.self, from: Data(line.utf8))
    #expect(plain.bytes == decoded.bytes)
  }

  @Test func `a line that is not UTF-8 is named`() {
    let bytes = Array(Self.line.utf8) + [0x0A, 0x7B, 0xFF, 0x7D, 0x0D, 0x0A]
    let history = History(path: "history.jsonl", bytes: bytes)
    #expect(
      history.problems.map(\.description)
        == ["history.jsonl:2: a byte that is not UTF-8; the line is left out"]
    )
    #expect(history.entries.count == 1)
  }

  @Test func `an answer is owed until the next touch`() throws {
    let at = ["2026-01-01", "2026-01-05", "2026-02-01"]
    let kinds: [HistoryEntry.Kind] = [.letter, .reply, .call]
    let entries = try zip(at, kinds).map { day, kind in
      let moment = try #require(DateTime(iso8601: day + "T09:00:00Z"))
      return HistoryEntry(id: day, kind: kind, contacts: ["ada-park"], at: moment)
    }
    #expect(History(entries: Array(entries[..<1])).owedReply(to: "ada-park") == nil)
    #expect(History(entries: Array(entries[..<2])).owedReply(to: "ada-park")?.id == "2026-01-05")
    #expect(History(entries: entries).owedReply(to: "ada-park") == nil)
  }

  @Test func `appending is durable, keeps what is there and does not repeat itself`() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(folder.workspace, fileSystem: folder.fileSystem)
    #expect(try file.load().entries.isEmpty)
    let path = folder.workspace.history
    // A crash tore the last line.
    try folder.fileSystem.createFile(path, with: Array((Self.line + "\n{\"v\":1,\"id").utf8))
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    var entry = HistoryEntry(id: "x1", kind: .call, contacts: ["ada-park", "tom"], at: at)
    entry.reached = false
    entry.text = "left a message: \"the map\"\n"
    try file.append([entry, entry])
    let once = try folder.fileSystem.readFile(path)
    let history = try file.append([entry])
    #expect(try folder.fileSystem.readFile(path) == once)
    #expect(history.entries.map(\.id) == ["7f3k2", "x1"])
    #expect(try file.load().entries == history.entries)
    #expect(try file.load().problems.map(\.line) == [2])
    #expect(
      String(decoding: once, as: UTF8.self).hasSuffix(
        #"{"at":"2026-09-01T10:00:00+02:00","contacts":["ada-park","tom"],"id":"x1","kind":"call","#
          + #""reached":false,"text":"left a message: \"the map\"\n","v":1}"# + "\n"
      )
    )
  }

  @Test func `what the file lacks is known from its end, however long it is`() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(folder.workspace, fileSystem: folder.fileSystem)
    #expect(try file.lacking(["e1"]) == ["e1"])
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    let log = HistoryLog(file)
    for number in 0..<3000 {
      log.add([HistoryEntry(id: "e\(number)", kind: .letter, contacts: ["ada"], at: at)])
    }
    try log.synchronize()
    #expect(try file.load().entries.count == 3000)
    #expect(try file.lacking(["e2999"]).isEmpty)
    #expect(try file.lacking(["e0", "e1500", "e3000"]) == ["e3000"])
  }

  @Test func `lines that are added one by one do not go on in a torn one`() throws {
    let folder = try TemporaryFolder()
    let file = HistoryFile(folder.workspace, fileSystem: folder.fileSystem)
    let torn = Array((Self.line + "\n{\"v\":1,\"id").utf8)
    try folder.fileSystem.createFile(folder.workspace.history, with: torn)
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    let log = HistoryLog(file)
    log.add([HistoryEntry(id: "x1", kind: .call, contacts: ["ada"], at: at)])
    log.add([HistoryEntry(id: "x2", kind: .call, contacts: ["ada"], at: at)])
    try log.synchronize()
    #expect(try file.load().entries.map(\.id) == ["7f3k2", "x1", "x2"])
  }

  @Test func `what one synchronization could not do, no later one calls done`() throws {
    let folder = try TemporaryFolder()
    let files = FaultyFileSystem(folder.fileSystem)
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    let log = HistoryLog(HistoryFile(folder.workspace, fileSystem: files))
    log.add([HistoryEntry(id: "x1", kind: .call, contacts: ["ada"], at: at)])
    files.arm(.once, at: 0)
    #expect(throws: FileSystemError.self) { try log.synchronize() }
    log.add([HistoryEntry(id: "x2", kind: .call, contacts: ["ada"], at: at)])
    #expect(throws: FileSystemError.self) { try log.synchronize() }
    let written = HistoryFile(folder.workspace, fileSystem: folder.fileSystem)
    #expect(try written.load().entries.map(\.id) == ["x1"])
  }

  @Test func `nothing waits for the disk where nothing was added`() throws {
    let folder = try TemporaryFolder()
    let files = FaultyFileSystem(folder.fileSystem)
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    let log = HistoryLog(HistoryFile(folder.workspace, fileSystem: files))
    log.add([HistoryEntry(id: "x1", kind: .call, contacts: ["ada"], at: at)])
    try log.synchronize()
    let count = files.count
    try log.synchronize()
    #expect(files.count == count)
    log.add([HistoryEntry(id: "x2", kind: .call, contacts: ["ada"], at: at)])
    try log.synchronize()
    #expect(files.count == count + 2)
  }

  @Test func `a line is what JSONEncoder makes of it`() throws {
    let at = try #require(DateTime(iso8601: "2026-09-01T10:00:00+02:00"))
    let controls = String(String.UnicodeScalarView((0..<0x21).compactMap { Unicode.Scalar($0) }))
    for text in ["", "plain", "a/b \"c\" \\ d", controls, "ä 日本 \u{2028}\u{7F} e\u{301} 👩‍👧"] {
      var entry = HistoryEntry(id: text, kind: .letter, contacts: [text, "x"], at: at)
      entry.reached = false
      entry.subject = text
      entry.text = text
      entry.template = text
      entry.used.notes = ["4be1"]
      entry.messageID = "<\(text)@example.org>"
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      let expected = try [UInt8](encoder.encode(HistoryLine(entry))) + [UInt8(ascii: "\n")]
      #expect(HistoryLine.bytes(of: entry) == expected)
    }
  }

  @Test(arguments: ["", "note 4be1 d209; news 71aa; vary opening 9c; once new-studio"])
  func `what was used is read as it was written`(text: String) {
    #expect(Used(parsing: text).description == text)
  }

  @Test func `words it does not know are left out`() {
    #expect(Used(parsing: "; note; pigeon 3; vary a; news 71aa").description == "news 71aa")
  }
}
