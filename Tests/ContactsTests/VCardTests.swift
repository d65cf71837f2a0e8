import FoundationEssentials
import MailMessage
import TestSupport
import Testing

@testable import Contacts

@Suite struct VCardTests {
  private static let samples = SharedData.path("contacts/vcard")

  private struct Expected: Decodable {
    var cases: [String: Case]

    struct Case: Decodable {
      let emailsRaw: [String]
      let vobject: [Card]

      enum CodingKeys: String, CodingKey {
        case emailsRaw = "emails_raw"
        case vobject
      }
    }

    struct Card: Decodable {
      let email: [String]
      let fn: [String]
      let note: [String]
      let nick: [String]
    }
  }

  /// Where vobject and this reader differ, and why.
  private static let differences = [
    // vobject cuts a name at a comma that is not escaped; Google means the whole.
    "Mr. John Richter": "Mr. John Richter, James Doe Sr."
  ]

  @Test(.enabled(if: samples != nil, "the cards are not beside the checkout"))
  func `cards of other programs hold what vobject finds in them`() throws {
    let folder = try #require(Self.samples)
    let json = try Data(contentsOf: URL(filePath: "\(folder)/expected.vobject.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: json)
    #expect(expected.cases.count == 10)
    for (path, wanted) in expected.cases {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
      var memory = MemoryFolder()
      let report = try memory.take(bytes: bytes, name: path)
      #expect(report.skipped.isEmpty, "\(path)")
      let people = report.added.compactMap { memory.book()[$0] }
      #expect(people.count == wanted.vobject.count, "\(path)")
      #expect(people.flatMap(\.emails).map(\.description) == wanted.emailsRaw, "\(path)")
      for (person, card) in zip(people, wanted.vobject) {
        #expect(person.name == card.fn.first.map { Self.differences[$0] ?? $0 }, "\(path)")
        let note = card.note.joined().split(whereSeparator: \.isNewline).first.map(String.init)
        // The oracle keeps the first 120 characters.
        #expect(person.notes.first?.text.hasPrefix(note ?? "") ?? (note == nil), "\(path)")
        if let nick = card.nick.first { #expect(person.more["NICKNAME"] == nick, "\(path)") }
      }
      #expect(try memory.take(bytes: bytes, name: path).isUnchanged, "\(path)")
    }
  }

  private func person(_ lines: String...) throws -> Contact {
    let card = ["BEGIN:VCARD"] + lines + ["END:VCARD", ""]
    var memory = MemoryFolder()
    let report = try memory.take(card.joined(separator: "\r\n"))
    #expect(report.skipped.isEmpty)
    let contact = try #require(memory.book().contacts.first)
    #expect(memory.book().contacts.count == 1)
    #expect(contact.problems.isEmpty)
    return contact
  }

  @Test func `groups with Apple's labels name what they hold`() throws {
    let ada = try person(
      "VERSION:3.0",
      "FN:Ada Park",
      "N:Park;Ada;;;",
      "item1.EMAIL;type=INTERNET:ada@example.net",
      "item1.X-ABLabel:studio",
      "item2.TEL:+1 5",
      "item2.X-ABLabel:_$!<Main>!$_",
      "item3.X-ABDATE:2001-05-06",
      "item3.X-ABLabel:_$!<Anniversary>!$_",
      "item4.X-ABRELATEDNAMES:Joon",
      "item4.X-ABLabel:_$!<Child>!$_",
      "X-SOCIALPROFILE;type=twitter:http://twitter.com/ada"
    )
    #expect(ada.emails.map(\.description) == ["ada@example.net"])
    #expect(ada.phones == ["+1 5"])
    #expect(
      ada.more == [
        "studio email": "ada@example.net", "main phone": "+1 5", "anniversary": "2001-05-06",
        "child": "Joon", "twitter": "http://twitter.com/ada",
      ]
    )
  }

  @Test func `version 2_1 has charsets, soft line breaks and no backslashes`() throws {
    let jurgen = try person(
      "VERSION:2.1",
      "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=FCrgen;;Dr.;",
      "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Erste Zeile=0D=0A=C3=9Cber=",
      "raschung\\n ist kein Zeilenende=",
      "",
      "TEL;HOME;VOICE:1",
      "TEL;WORK;FAX:2",
      "EMAIL;INTERNET:zweite@example.net",
      "EMAIL;PREF;INTERNET:erste@example.net",
      "PHOTO;ENCODING=BASE64;TYPE=JPEG:",
      " /9j/4AAQ",
      "  SkZJRg==",
      "",
      "ORG:Company, The;Dept",
      "ADR;HOME:;;Main Street 1, rear;Ames;IA;50010;USA"
    )
    #expect(jurgen.name == "Jürgen Müller")
    #expect(jurgen.notes.map(\.text) == ["Erste Zeile", "Überraschung\\n ist kein Zeilenende"])
    #expect(jurgen.emails.map(\.description) == ["erste@example.net", "zweite@example.net"])
    #expect(jurgen.phones == ["1"])
    #expect(jurgen.organization == "Company, The")
    #expect(jurgen.city == "Ames")
    #expect(
      jurgen.more == [
        "name prefix": "Dr.", "home phone": "1", "work fax": "2", "department": "Dept",
        "home address": "Main Street 1, rear, Ames, IA, 50010, USA",
      ]
    )
  }

  @Test func `a card in Shift-JIS is read where it says so`() throws {
    var memory = MemoryFolder()
    let head = Array("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=SHIFT_JIS:".utf8)
    // 山田;表, whose last octet is a backslash.
    let name: [UInt8] = [0x8E, 0x52, 0x93, 0x63, 0x3B, 0x95, 0x5C]
    let note = Array(
      "\nNOTE;CHARSET=Shift_JIS;ENCODING=QUOTED-PRINTABLE:=93=FA=96{\nTEL;CHARSET=nonsense:1".utf8
    )
    _ = try memory.take(bytes: head + name + note + Array("\nEND:VCARD\n".utf8))
    let contact = try #require(memory.book().contacts.first)
    #expect(contact.name == "山田 表")
    #expect(contact.notes.map(\.text) == ["日本"])
    #expect(contact.phones == ["1"])
  }

  @Test func `version 4 has preferences, quoted types, URIs and half a birthday`() throws {
    let simon = try person(
      "VERSION:4.0",
      "FN;CHARSET=UTF-8:Simon Perre",
      " ault",
      "NICKNAME:Si",
      "BDAY:--0203",
      "EMAIL;PREF=2:b@example.net",
      "EMAIL;PREF=1;TYPE=\"work,home\":a@example.net",
      "TEL;VALUE=uri;TYPE=\"work,voice\":tel:+1-418-656-9254;ext=102",
      "CATEGORIES:maps\\, trails,work",
      "NOTE:one\\ntwo\\, three\\; four\\\\",
      "ANNIVERSARY:20090808T1430-0500",
      "RELATED;TYPE=friend:Ada",
      "GENDER:M",
      "UID:urn:uuid:4fbe8971",
      "URL:https://example.net",
      "LANG:fr",
      "X-FRM-FREQUENCY:2w",
      "X-FRM-GROUP:friends"
    )
    #expect(simon.name == "Simon Perreault")
    #expect(simon.birthday == Birthday("02-03"))
    #expect(simon.emails.map(\.description) == ["a@example.net", "b@example.net"])
    #expect(simon.phones == ["+1-418-656-9254 ext. 102"])
    #expect(simon.groups == ["maps, trails", "work", "friends"])
    #expect(simon.notes.map(\.text) == ["one", "two, three; four\\"])
    #expect(simon.every == .every(2, .week))
    #expect(simon.language == "fr")
    #expect(simon.more["RELATED friend"] == "Ada")
    #expect(simon.more["UID"] == "urn:uuid:4fbe8971")
    #expect(simon.more["work home email"] == "a@example.net")
  }

  @Test(arguments: [
    ("19800321", "1980-03-21"), ("1980-03-21", "1980-03-21"), ("--0321", "03-21"),
    ("--03-21", "03-21"), ("1980-03-21T00:00:00Z", "1980-03-21"), ("1604-03-21", "03-21"),
    ("19800321T000000Z", "1980-03-21"),
  ])
  func `a birthday is understood in any of its forms`(text: String, day: String) throws {
    #expect(try person("VERSION:3.0", "FN:Ada", "BDAY:\(text)").birthday == Birthday(day))
  }

  @Test func `an agent's card within a card is not mixed into it`() throws {
    let boss = try person(
      "VERSION:2.1",
      "FN:Boss",
      "AGENT:",
      "BEGIN:VCARD",
      "VERSION:2.1",
      "N:Friday;Fred",
      "FN:Fred Friday",
      "EMAIL;INTERNET:fred@example.net",
      "END:VCARD",
      "EMAIL;INTERNET:boss@example.net"
    )
    #expect(boss.name == "Boss")
    #expect(boss.emails.map(\.description) == ["boss@example.net"])
    #expect(boss.more == ["AGENT": "Fred Friday"])
  }

  @Test func `a broken card loses neither the one before nor the one behind`() throws {
    let text = """
      BEGIN:VADDRESSBOOK
      begin:vcard
      fn:Ada Park
      tel:1
      end:vcard

      BEGIN:VCARD
      FN:Never closed
      BEGIN:VCARD
      VERSION:3.0
      FN:Ben Aydin
      NOTE:a line
      whose end is not escaped
      no colon either
      END:VCARD
      BEGIN:VCARD
      VERSION:3.0
      X-ADDRESSBOOKSERVER-KIND:group
      FN:Trail club
      END:VCARD
      BEGIN:VCARD
      TEL:5
      END:VCARD
      END:VADDRESSBOOK
      BEGIN:VCARD
      FN:Cut o
      """
    var memory = MemoryFolder()
    let report = try memory.take(text)
    #expect(report.added == ["ada-park", "ben-aydin"])
    #expect(
      report.skipped.map { "\($0.line): \($0.reason)" } == [
        "7: the card has no 'END:VCARD'", "16: a list of others, no person",
        "21: neither a name nor an address", "25: the card has no 'END:VCARD'",
      ]
    )
    let ben = try #require(memory.book()["ben-aydin"])
    #expect(ben.notes.map(\.text) == ["a line", "whose end is not escaped", "no colon either"])
    #expect(try memory.take(text).isUnchanged)
  }

  @Test func `a card with an id is found again whatever else changed`() throws {
    var memory = MemoryFolder()
    let card = "BEGIN:VCARD\nVERSION:4.0\nUID:7\nFN:Ada Park\nEMAIL:a@example.net\nEND:VCARD\n"
    _ = try memory.take(card)
    let later = card.replacing("Ada Park", with: "Ada Lee").replacing("a@", with: "new@")
    #expect(try memory.take(later).updated == ["ada-park"])
    let ada = try #require(memory.book()["ada-park"])
    #expect(ada.name == "Ada Lee")
    #expect(ada.emails.first?.description == "new@example.net")
  }
}

extension Contact {
  /// What stands under `more:`.
  var more: [String: String] {
    guard case .mapping(let fields) = self["more"] else { return [:] }
    return Dictionary(uniqueKeysWithValues: fields.map { ($0.key, $0.value.scalarText ?? "") })
  }
}
