import Contacts
import MailMessage
import Testing

@Suite struct ImportAgainTests {
  private static let first = """
    Name,Email,Company,City,Groups,Notes,Pet
    Ada Park,ada@example.net,Studio,Ames,"local, work",Runs it.,cat
    """

  @Test func `a later list renews what the import wrote`() throws {
    var folder = MemoryFolder()
    _ = try folder.take(Self.first)
    let later = """
      Name,Email,Company,City,Groups,Notes,Pet
      Ada Park,ada@example.net,Press,Boone,"local, print",Sold it.,dog
      """
    #expect(try folder.take(later).updated == ["ada-park"])
    let ada = try #require(folder.book()["ada-park"])
    #expect(ada.organization == "Press")
    #expect(ada.city == "Boone")
    #expect(ada.groups == ["local", "work", "print"])
    #expect(ada.notes.map(\.text) == ["Runs it.", "Sold it."])
    #expect(ada["more"] == .mapping([Field(key: "Pet", value: .text("dog"))]))
    #expect(try folder.take(later).isUnchanged)
  }

  @Test func `a new address goes before the one the list had before`() throws {
    var folder = MemoryFolder()
    _ = try folder.take("Name,Company,Email\nAda Park,Studio,old@example.net\n")
    _ = try folder.take("Name,Company,Email\nAda Park,Studio,new@example.net\n")
    #expect(
      folder.book()["ada-park"]?.emails.map(\.description) == [
        "new@example.net", "old@example.net",
      ]
    )
  }

  @Test func `what the person changed, added or took out stays so`() throws {
    var folder = MemoryFolder()
    _ = try folder.take(Self.first)
    let mine = folder.text("ada-park")
      .replacing("city: Ames", with: "city: Ames, Iowa # since 2026")
      .replacing("organization: Studio\n", with: "")
      .replacing("name: Ada Park", with: "name: Ada Park-Lee")
      .replacing("email: ada@example.net", with: "email: mine@example.org")
      .replacing("- Runs it.", with: "- Ran it.")
      .replacing("[local, work]", with: "[work]")
    folder.write("ada-park", mine)
    #expect(try folder.take(Self.first).isUnchanged)
    #expect(folder.text("ada-park") == mine)
    _ = try folder.take(Self.first.replacing("Ames", with: "Boone").replacing("cat", with: "dog"))
    let ada = try #require(folder.book()["ada-park"] ?? folder.book().contacts.first)
    #expect(ada.city == "Ames, Iowa")
    #expect(ada.name == "Ada Park-Lee")
    #expect(ada.organization == nil)
    #expect(ada.groups == ["work"])
    #expect(ada.notes.map(\.text) == ["Ran it."])
  }

  @Test func `a contact written by hand is filled and never overwritten`() throws {
    var folder = MemoryFolder()
    let mine = """
      ---
      name: Ada
      email: ada@example.net   # home
      city: Ames
      do_not_contact: true
      ---
      - mine

      """
    folder.write("ada", mine)
    let report = try folder.take("Name,Email,City,Phone\nAda Park,ADA@EXAMPLE.NET,Boone,555\n")
    #expect(report.updated == ["ada"])
    let ada = try #require(folder.book()["ada"])
    #expect(ada.name == "Ada")
    #expect(ada.city == "Ames")
    #expect(ada.phones == ["555"])
    #expect(ada.doNotContact)
    #expect(folder.text("ada").hasPrefix(String(mine.prefix(70))))
    #expect(folder.text("ada").hasSuffix("---\n- mine\n"))
  }

  @Test func `people who may be two are kept apart and named`() throws {
    var folder = MemoryFolder()
    folder.write("john-smith", "---\nname: John Smith\nemail: john@example.net\n---\n")
    folder.write("jean", "---\nname: Jean Olsen\nemail: olsens@example.org\n---\n")
    let text = "Name,Email\nJohn Smith,other@example.net\nBob Weber,olsens@example.org\n"
    let report = try folder.take(text)
    #expect(report.added == ["john-smith-2", "bob-weber"])
    #expect(
      report.doubtful.map { "\($0.contact) \($0.doubt)" } == [
        "john-smith-2 has the name of 'john-smith', who may be somebody else; kept apart",
        "bob-weber has an address of 'jean' but another name; kept apart",
      ]
    )
    #expect(try folder.take(text).isUnchanged)
  }

  @Test func `terminal codes and line ends in cells are made harmless`() throws {
    var folder = MemoryFolder()
    _ = try folder.take(
      "Name,City,\"X\u{1B}[2J\"\n\"Ada\u{1B}[31m\u{7}\n---\nno: [email]\",A\u{202E}b,\u{0}v\u{9B}\n"
    )
    let text = folder.files.values.map { String(decoding: $0, as: UTF8.self) }.joined()
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) || $0 == "\u{202E}" })
    let contact = try #require(folder.book().contacts.first)
    #expect(contact.name == "Ada[31m --- no: [email]")
    #expect(contact.no.isEmpty)
  }

  @Test func `importing any list twice changes nothing the second time`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var generator = Seeded(seed)
    let cells = [
      "", "", "Ada Park", "Park, Ada", "ada@example.net", "ADA@example.net", "eve@example.com", "x",
      "2026-10-02 moved #x", "a\nb", "true", "null", "0123", "1e5", "+1 5", "\u{1B}[1m", "- [ ] p",
      "a ::: b", "a; b", "a, b", "03-07", "10/15/2023", "say: \"hi\"", "{a: b}", "#private", "'",
      "é",
      "2 months", "call", "https://www.linkedin.com/in/ada", "yes", "*", "say: \"open",
    ]
    let names = [
      "Name", "First Name", "Last Name", "Email", "E-mail 2 Address", "Phone", "Company", "Title",
      "City",
      "Birthday", "Groups", "Notes", "Odd one", "Odd one", "Connected On", "URL", "Every",
      "Channel",
      "Do not contact", "Nickname", "", "a: b", "Language",
    ]
    for _ in 0..<300 {
      let header = ["Name"] + names.shuffled(using: &generator).prefix(6)
      let rows = (0..<Int.random(in: 1...8, using: &generator)).map { _ in
        (0..<Int.random(in: 1...9, using: &generator)).map { _ in
          "\"" + (cells.randomElement(using: &generator) ?? "").replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
      }
      let text = ([header.joined(separator: ",")] + rows).joined(separator: "\n")
      var folder = MemoryFolder()
      _ = try folder.take(text)
      let files = folder.files
      let again = try folder.take(text)
      #expect(again.isUnchanged, "seed \(seed): \(text)")
      #expect(folder.files == files, "seed \(seed): \(text)")
      guard again.isUnchanged else { return }
    }
  }
}
