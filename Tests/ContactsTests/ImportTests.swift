import Contacts
import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@Suite struct ImportTests {
  private static let linkedIn = SharedData.path(
    "contacts/csv/labeldekho+linkedin-network-intelligence/tests/fixtures/Connections.csv"
  )

  @Test func `a list like one kept in Word becomes people with notes`() throws {
    var folder = MemoryFolder()
    let report = try folder.take(
      """
      Name,E-mail,Phone,City,Notes,Shoe size
      Ada Park,ada@example.net,+1 515 555 0142,Ames,"Runs the studio.
      - 2026-10-02 Moved. #family
      • Likes tea",38
      Ben Aydin,,,,,
      """
    )
    #expect(report.added == ["ada-park", "ben-aydin"])
    let ada = try #require(folder.book()["ada-park"])
    #expect(ada.notes.map(\.text) == ["Runs the studio.", "Moved.", "Likes tea"])
    #expect(ada.notes[1].date == CalendarDay(iso8601: "2026-10-02"))
    #expect(ada.phones == ["+1 515 555 0142"])
    #expect(
      ada["more"] == .mapping([Field(key: "Shoe size", value: .integer(38))])
        || ada["more"] == .mapping([Field(key: "Shoe size", value: .text("38"))])
    )
    #expect(report.firstPeople.map(\.name) == ["Ada Park", "Ben Aydin"])
  }

  @Test(arguments: [
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "First Name,Last Name,Email Address,Current Company,Current Position,Tags",
  ])
  func `LinkedIn's preamble is passed by and people without address are kept`(header: String) throws
  {
    var folder = MemoryFolder()
    let isNew = header.contains("URL")
    let rows =
      isNew
      ? [
        "Carol,Davis,https://www.linkedin.com/in/carol,,BigCo,VP,10 May 2023",
        "Dan,,https://www.linkedin.com/in/dan,dan@example.com,,,7-Feb-22",
        ",,,,,,", "Carol,Davis,https://www.linkedin.com/in/carol,,BigCo,VP,10/15/2023",
      ] : ["Carol,Davis,,BigCo,VP,", "Dan,,dan@example.com,,,friends", ",,,,,"]
    let text =
      "\u{FEFF}Notes:\n\"When exporting your \"\"data\"\", some\nmay be missing\"\n\n"
      + ([header] + rows).joined(separator: "\n")
    let report = try folder.take(text)
    #expect(report.added == ["carol-davis", "dan"])
    let carol = try #require(folder.book()["carol-davis"])
    #expect(carol.emails.isEmpty)
    #expect(carol.organization == "BigCo")
    #expect(carol.role == "VP")
    guard isNew else { return }
    #expect(carol["connected_on"] == .text("2023-05-10"))
    #expect(folder.book()["dan"]?["connected_on"] == .text("2022-02-07"))
    #expect(report.skipped.map(\.line) == [9])
    #expect(try folder.take(text).isUnchanged)
  }

  @Test(.enabled(if: linkedIn != nil, "LinkedIn's sample is not beside the checkout"))
  func `LinkedIn's sample is taken whole`() throws {
    let bytes = try Data(contentsOf: URL(filePath: try #require(Self.linkedIn)))
    var folder = MemoryFolder()
    let text = String(decoding: bytes, as: UTF8.self)
    let report = try folder.take(text)
    #expect(report.added.count == 10)
    #expect(report.skipped.isEmpty)
    #expect(report.doubtful.isEmpty)
    #expect(folder.book().contacts.filter { $0.emails.isEmpty }.count == 3)
    #expect(folder.book()["alice-johnson"]?.role == "CTO")
    #expect(try folder.take(text).isUnchanged)
  }

  @Test(
    .enabled(if: linkedIn != nil, "the samples are not beside the checkout"),
    arguments: [
      ("google", "ImprobabilityCast+Integrity2gmail/google.csv", 3),
      ("outlook", "GPCsolutions+google-shared-contacts-client/outlook.csv", 3),
    ]
  )
  func `samples of address books are understood`(_: String, path: String, count: Int) throws {
    let file = try #require(SharedData.path("contacts/csv/" + path))
    let text = String(decoding: try Data(contentsOf: URL(filePath: file)), as: UTF8.self)
    var folder = MemoryFolder()
    #expect(try folder.take(text).added.count == count)
    #expect(folder.book().problems.isEmpty)
    #expect(try folder.take(text).isUnchanged)
  }

  @Test(arguments: [",", ";", "\t", "|"], ["\n", "\r\n", "\r"])
  func `any delimiter and line end will do`(delimiter: String, end: String) throws {
    let rows = [["Vorname", "Nachname", "E-Mail"], ["Ada", "Park", "ada@example.net"]]
    var folder = MemoryFolder()
    let text = rows.map { $0.joined(separator: delimiter) }.joined(separator: end)
    #expect(try folder.take(text).added == ["ada-park"])
    #expect(folder.book().contacts.first?.emails.map(\.description) == ["ada@example.net"])
  }

  @Test func `columns can be mapped and what is wrong with a mapping is said`() throws {
    var folder = MemoryFolder()
    let text = "Wer,Wo,Post\nAda Park,Ames,ada@example.net\n"
    _ = try folder.take(text, map: ["Wer=name", "Wo=city", "post = email"])
    #expect(folder.book()["ada-park"]?.city == "Ames")
    let failures: [([String], String)] = [
      (
        [],
        "x.csv:1:1: no column with names or addresses among 'Wer', 'Wo', 'Post'; "
          + "say which it is: --map \"Wer=name\""
      ),
      (["Wer"], "'Wer' is not a column and a field: --map \"Mail=email\""),
      (["Wer=vorname"], "unknown field 'vorname' in --map; did you mean 'first_name'?"),
      (["Who=name", "Wer=name"], "'x.csv' has no column 'who'; it has 'Wer', 'Wo', 'Post'"),
    ]
    for (map, message) in failures {
      do {
        _ = try folder.take(text, map: map)
        Issue.record("\(map) was taken")
      } catch {
        #expect("\(error)" == message)
      }
    }
  }

  @Test func `a file that is no list, or too long a one, is refused as a whole`() throws {
    var generator = Seeded(7)
    let noise = (0..<5000).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let rows = String(repeating: "Ada Park,x\n", count: 100_001)
    let files: [([UInt8], ContactsError)] = [
      ([], .notAList(file: "x.csv")),
      (Array(" \n".utf8), .notAList(file: "x.csv")),
      (
        Array("PK\u{3}\u{4}".utf8) + noise,
        .brokenFile(file: "x.csv", reason: "truncated ZIP file header")
      ),
      (noise, .notAList(file: "x.csv")),
      (
        Array(repeating: 0x20, count: (64 << 20) + 1), .fileTooLarge(file: "x.csv", limit: 64 << 20)
      ),
      (Array("Name,City\n\(rows)".utf8), .tooManyRecords(file: "x.csv", limit: 100_000)),
    ]
    for (bytes, error) in files {
      var importer = Importer(book: AddressBook(contacts: []))
      #expect(throws: error) { try importer.read(file: "x.csv", bytes: bytes) }
    }
  }

  @Test func `every row that is not taken is named with its reason`() throws {
    var folder = MemoryFolder()
    let report = try folder.take(
      """
      Name,Email,City
      ,,Ames
      ,nobody,
      Ada Park,ada@example.net;not an address,Ames
      Ada Park,ADA@example.net,
      Eve,"never closed
      """
    )
    #expect(
      report.skipped.map { "\($0.line): \($0.reason)" } == [
        "2: neither a name nor an address",
        "3: no name, and 'nobody' is not an address: the '@' is missing",
        "5: a second row for the person of x.csv:4, to whom it was added",
        "6: a quote is opened and never closed",
      ]
    )
    #expect(report.doubtful.map(\.contact) == ["ada-park"])
    #expect(report.added == ["ada-park"])
  }
}
