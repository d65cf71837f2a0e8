import DurableFiles
import Foundation
import MailMessage
import TestSupport
import Testing

@testable import Contacts

/// What other programs get, and that it comes back as it was.
@Suite struct ExportTests {
  private struct Form: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: @Sendable ([Contact]) -> [UInt8]
  }

  private static let forms = [
    Form(testDescription: "vCard 4.0") { VCardExport(.v4, includesPrivate: true).bytes(of: $0) },
    Form(testDescription: "vCard 3.0") { VCardExport(.v3, includesPrivate: true).bytes(of: $0) },
    Form(testDescription: "CSV") { CSVExport(includesPrivate: true).bytes(of: $0) },
  ]

  private static let pieces = [
    "Ada", "Park", "=1+1", "-5", "@home", "+49 1", "a, b", "a; b", "\"q\"", "'", "back\\slash",
    "naïve", "名前", "עדה", "👩🏽‍🚀", "x:y", "#tag", "[x]", "say", "- dash", "'=quoted", "N:A;B",
    "long " + String(repeating: "word ", count: 30),
  ]

  /// A folder of people whose files hold whatever a file may hold.
  private static func folder(seed: UInt64) throws -> MemoryFolder {
    var dice = Dice(seed)
    var folder = MemoryFolder()
    for number in 0..<20 {
      func words(_ count: Int) -> String {
        PlainText.singleLine((0..<count).map { _ in dice.pick(pieces) }.joined(separator: " "))
      }
      var fields = [Field(key: "name", value: .text("P\(number) " + words(2)))]
      if dice.isHeads { fields.append(Field(key: "first_name", value: .text(words(1)))) }
      let emails = (0..<dice.below(3)).map { FieldValue.text("p\(number).\($0)@example.net") }
      if !emails.isEmpty { fields.append(Field(key: "email", value: .list(emails))) }
      for key in ["phone", "groups", "offers", "needs"] where dice.isHeads {
        let items = Set((0...dice.below(2)).map { _ in words(1) }).subtracting([""]).sorted()
        if !items.isEmpty {
          fields.append(Field(key: key, value: .list(items.map(FieldValue.text))))
        }
      }
      for key in ["organization", "role", "city", "met", "greeting", "hobby", "zip code"]
      where dice.isHeads {
        fields.append(Field(key: key, value: .text(words(2))))
      }
      if dice.isHeads { fields.append(Field(key: "birthday", value: .text("03-07"))) }
      if dice.isHeads { fields.append(Field(key: "do_not_contact", value: .boolean(true))) }
      if dice.isHeads {
        let facts = [Field(key: "given name", value: .text(words(1) + "x"))]
        fields.append(Field(key: "more", value: .mapping(facts)))
      }
      let notes = try (0..<dice.below(4)).map { index in
        try NewNote(
          "n\(index) " + words(3),
          date: dice.isHeads ? CalendarDay(year: 2026, month: 1 + index, day: 3) : nil
        )
      }
      let path = "contacts/p\(number).md"
      folder.files[path] = try ContactFile(path: path, fields: fields, notes: notes).bytes
    }
    return folder
  }

  @Test(arguments: forms)
  private func `taking our own export in again changes nothing`(_ form: Form) throws {
    for seed in 0..<20 as Range<UInt64> {
      var folder = try Self.folder(seed: seed)
      let report = try folder.take(bytes: form.bytes(folder.book().contacts))
      #expect(report.isUnchanged, "seed \(seed): \(report)")
      #expect(report.doubtful.isEmpty && report.skipped.isEmpty, "seed \(seed)")
    }
  }

  @Test(arguments: forms)
  private func `what is taken in, given out and taken in stays the same`(_ form: Form) throws {
    for seed in 0..<20 as Range<UInt64> {
      var second = MemoryFolder()
      _ = try second.take(bytes: form.bytes(Self.folder(seed: seed).book().contacts))
      let exported = form.bytes(second.book().contacts)
      var third = MemoryFolder()
      _ = try third.take(bytes: exported)
      let again = form.bytes(third.book().contacts)
      let (one, other) = (Self.lines(exported), Self.lines(again))
      let difference = zip(one, other).first { $0 != $1 }
      #expect(difference == nil, "seed \(seed)")
      #expect(one.count == other.count, "seed \(seed)")
    }
  }

  private static func lines(_ bytes: [UInt8]) -> [String] {
    String(decoding: bytes, as: UTF8.self).components(separatedBy: "\n")
  }

  private struct Person: Codable, Equatable {
    let name: String
    let emails: [String]
    let phones: [String]
    let city: String
    let organization: String
    let notes: [String]

    init(_ contact: Contact) {
      name = contact.name
      emails = contact.emails.map(\.description)
      phones = contact.phones
      city = contact.city ?? ""
      organization = contact.organization ?? ""
      notes = contact.notes.map { "- " + $0.itemLine }
    }
  }

  /// The system's own, for which the packages are installed.
  private static let python = "/usr/bin/python3"
  private static let canReadCards =
    (try? CommandRun("env", python, "-c", "import vobject"))?.status == 0

  @Test(.enabled(if: canReadCards, "needs Python's vobject"), arguments: forms.dropLast())
  private func `vobject reads what the cards were made of`(_ form: Form) throws {
    try Self.check(form, as: "vcard")
  }

  @Test func `Python reads the table, and no cell is a formula`() throws {
    try Self.check(try #require(Self.forms.last), as: "csv")
  }

  private static func check(_ form: Form, as name: String) throws {
    let script = FilePath.parent(of: #filePath) + "/Fixtures/read-export.py"
    for seed in 0..<5 as Range<UInt64> {
      let contacts = try folder(seed: seed).book().contacts
      let run = try CommandRun("env", python, script, name, input: form.bytes(contacts))
      #expect(run.status == 0, "\(run.errors)")
      let people = try JSONDecoder().decode([Person].self, from: Data(run.output))
      #expect(people == contacts.map(Person.init), "seed \(seed)")
    }
  }

  @Test func `private notes stay at home unless they are asked for`() throws {
    let bytes = Array("---\nname: Ada\n---\n- open\n- secret #private\n".utf8)
    let contact = try ContactFile(path: "contacts/ada.md", bytes: bytes).contact()
    for bytes in [VCardExport(.v4).bytes(of: [contact]), CSVExport().bytes(of: [contact])] {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("secret"))
    }
    let all = VCardExport(.v3, includesPrivate: true).bytes(of: [contact])
    #expect(String(decoding: all, as: UTF8.self).contains("secret \\#private") == false)
    #expect(String(decoding: all, as: UTF8.self).contains("secret #private"))
  }
}
