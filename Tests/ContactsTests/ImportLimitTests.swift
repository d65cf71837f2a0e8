import Contacts
import MailMessage
import Testing

@Suite struct ImportLimitTests {
  private func outcome(_ text: String) throws -> (added: [String], skipped: [String]) {
    var folder = MemoryFolder()
    let report = try folder.take(text)
    return (report.added, report.skipped.map { "\($0.line): \($0.reason)" })
  }

  @Test func `a record beyond a limit loses only itself`() throws {
    let long = String(repeating: "x", count: (1 << 20) + 1)
    let wide = String(repeating: ",y", count: 1001)
    let rows = (0...200).map { "Ben,n\($0),ben@example.net\n" }.joined()
    let items = (0..<9000).map { "group\($0)" }.joined(separator: ";")
    let found = try outcome(
      "Name,Notes,Email,Groups\nAda,\(long)\nEve\(wide)\nJean,,,\(items)\nZoe,short\n" + rows
    )
    #expect(found.added == ["zoe", "ben"])
    #expect(found.skipped.count == 203)
    #expect(found.skipped.contains("2: a field is longer than 1 MiB"))
    #expect(found.skipped.contains("3: the record has more than 1000 fields"))
    #expect(found.skipped.contains("4: more than fits into one contact; keep long texts elsewhere"))
    #expect(found.skipped.contains("206: more than 200 rows of one person"))
  }

  @Test func `a text too long for the front matter becomes a note`() throws {
    var folder = MemoryFolder()
    _ = try folder.take("Name,Life\nAda,\(String(repeating: "long ", count: 1000))\n")
    let ada = try #require(folder.book()["ada"])
    #expect(ada.notes.first?.text.hasPrefix("Life: long long") ?? false)
    #expect(ada["more"] == nil)
  }

  @Test func `a line of megabytes is one text`() throws {
    var folder = MemoryFolder()
    let line = String(repeating: "Ada Park ", count: 100_000)
    let report = try folder.take("Ben Olsen <ben@example.net>\n\(line)\n")
    #expect(report.added == ["ben-olsen"])
    #expect(report.skipped.isEmpty)
  }

  @Test func `no cell becomes a path, a key or more than one line`() throws {
    let names = [
      "../../etc/passwd", "CON", "/etc", ".hidden", "-rf", "a\u{0}b", "🎉", "…",
      String(repeating: "長", count: 300), "name: x\nemail: evil@example.net", "---\n---", "- [ ] x",
      "*alias", "&anchor", "!!tag", "{a: b}", "[a", "a # b", "'", "\"", "%", "@", "`", "| x", "> x",
      "? x", "\u{1B}]0;x\u{7}", "\u{202E}abc", "\u{85}x", "\u{2028}x",
    ]
    var folder = MemoryFolder()
    let cells = names.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }
    let rows = cells.map { "\($0),\($0),\($0),\($0)\n" }.joined()
    let report = try folder.take("Name,City,\"../odd: key\n---\",Groups\n" + rows)
    #expect(report.added.count + report.skipped.count == names.count)
    #expect(folder.book().contacts.count == report.added.count)
    for path in folder.files.keys {
      let name = path.dropFirst("contacts/".count)
      #expect(path.hasPrefix("contacts/") && path.hasSuffix(".md"))
      #expect(!name.contains("/") && !name.hasPrefix(".") && !name.hasPrefix("-"))
      #expect(name.utf8.count <= 128)
    }
    for contact in folder.book().contacts {
      #expect(contact.emails.isEmpty)
      let keys = Set(contact.fields.map(\.key))
      #expect(keys.isSubset(of: ["name", "city", "groups", "more", "imported"]))
      #expect(contact.problems.isEmpty)
    }
  }

  @Test func `many new people carry the day of their import, a few do not`() throws {
    let day = try #require(CalendarDay(iso8601: "2026-11-23"))
    for count in [20, 21] {
      let rows = (1...count).map { "P\($0)\n" }.joined()
      var importer = Importer(book: AddressBook(contacts: []), today: day)
      try importer.read(file: "x.csv", bytes: Array("Name\n\(rows)".utf8))
      let plan = try importer.plan { _ in [] }
      for write in plan.writes {
        let contact = try ContactFile(path: write.path, bytes: write.after).contact()
        #expect(contact.massImportDay == (count > 20 ? day : nil))
      }
    }
  }

  @Test func `costs are linear where rows repeat a name, an address or an id`() throws {
    let rows = (0..<3000).map { "Ada Park,same@example.net,\($0),Org \($0 % 7)\n" }.joined()
    var folder = MemoryFolder()
    let report = try folder.take("Name,Email,UID,Company\n\(rows)")
    #expect(report.added.count + report.skipped.count == 3000)
    let namesakes = (0..<3000).map { "Ada Park,Org \($0)\n" }.joined()
    #expect(try folder.take("Name,Company\n\(namesakes)").added.count > 2900)
  }
}
