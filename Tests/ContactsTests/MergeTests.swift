import MailMessage
import Testing

@testable import Contacts

/// Two files about one person.
@Suite struct MergeTests {
  private static func contact(_ id: String, _ text: String) throws -> Contact {
    try file(id, text).contact()
  }

  private static func file(_ id: String, _ text: String) throws -> ContactFile {
    try ContactFile(path: "contacts/\(id).md", bytes: Array("---\n\(text)".utf8))
  }

  private static let pairs: [(String, String, [String])] = [
    ("name: Ada\nemail: A@x.org", "name: Bo\nemail: a@x.org", ["same address a@x.org"]),
    (
      "name: Ada\nphone: +1 515 555 0142", "name: Bo\nphone: 515-555-0142",
      ["same phone 515-555-0142"]
    ),
    ("name: Łukasz Öst", "name: LUKASZ OST", ["same name"]),
    ("name: Ada Park", "name: Park, Ada", ["same name"]),
    (
      "name: Ada Park\norganization: X", "name: Ada Park\norganization: x",
      ["same name and organisation"]
    ),
    ("name: Will Harmon", "name: William Harmon", ["similar name"]),
    ("name: Ada Park\norganization: X", "name: Ada Park\norganization: Y", []),
    ("name: Ada Park", "name: Ada Parker", []),
    ("name: Ada Park", "name: Ida Park", []),
    ("name: Ada\nphone: 112", "name: Bo\nphone: 112", []),
    ("name: Ada Park\nnot_same_as: b", "name: Ada Park", []),
    ("name: Ada Park", "name: Ada Park\nnot_same_as: [a, c]", []),
  ]

  @Test(arguments: pairs)
  func `what speaks for one person is named`(one: String, other: String, evidence: [String]) throws
  {
    let people = [
      try Self.contact("a", "\(one)\n---\n"), try Self.contact("b", "\(other)\n---\n"),
    ]
    let found = LikelyPair.among(people)
    #expect(found.first?.evidence.map(\.description) ?? [] == evidence)
    #expect(LikelyPair.among(people.reversed()).count == found.count)
  }

  @Test func `thirty people with a firm's number are no pairs`() throws {
    let people = try (0..<30).map {
      try Self.contact("p\($0)", "name: P\($0)\nphone: 5550142\n---\n")
    }
    #expect(LikelyPair.among(people).isEmpty)
  }

  @Test func `every word of both files is in the one that stays`() throws {
    for seed in 0..<50 as Range<UInt64> {
      var dice = Dice(seed)
      func text() -> String {
        var lines = ["name: N\(dice.below(3))"]
        for key in ["email", "phone", "groups", "city", "hobby", "needs"] where dice.isHeads {
          let value = "v\(key)\(dice.below(4))"
          let shown = key == "email" ? value + "@x.org" : value
          let isText = key == "city" || key == "hobby"
          lines.append(
            isText || dice.isHeads ? "\(key): \(shown)" : "\(key): [\(shown), w\(shown)]"
          )
        }
        if dice.isHeads { lines.append("more:\n  fact: f\(dice.below(3))") }
        if dice.isHeads { lines.append("do_not_contact: true") }
        let notes = (0..<dice.below(4)).map { "- note\(seed)x\($0)x\(dice.below(3))\n  below\($0)" }
        return (lines + ["---"] + notes).joined(separator: "\n") + (dice.isHeads ? "\n" : "")
      }
      let (one, other) = (text(), text())
      let merged = try MergedContact(Self.file("a", one), Self.file("b", other)).file
      let result = String(decoding: merged.bytes, as: UTF8.self)
      for word in (one + "\n" + other).split(whereSeparator: { " \n,[]:".contains($0) }) {
        #expect(result.contains(word), "seed \(seed): \(word) is not in it")
      }
      let contact = try merged.contact()
      #expect(contact.problems.isEmpty, "seed \(seed): \(contact.problems)\n\(result)")
      #expect(contact.doNotContact == (one + other).contains("do_not_contact"))
      let again = try MergedContact(merged, Self.file("b", other)).file
      #expect(
        again.bytes == merged.bytes,
        "seed \(seed): again\n\(String(decoding: again.bytes, as: UTF8.self))\nAFTER\n\(result)\nOTHER\n\(other)"
      )
    }
  }
}
