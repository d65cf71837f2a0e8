import Contacts
import FoundationEssentials
import Testing

@testable import Correspondence

/// Passages of letters to other people, tried on many letters: `Fixtures/mix-up` has them as data.
@Suite struct MixUpTests {
  /// Four hundred people: those of a set, and others whose names and companies are words.
  static func desk(_ letters: [MixUpLetter]) throws -> LetterDesk {
    var desk = try LetterDesk()
    for letter in letters { try letter.add(to: &desk) }
    for number in 0..<(400 - letters.count) { try MixUpLetter.addFiller(number, to: &desk) }
    return desk
  }

  @Test(arguments: MixUpLetter.sets)
  func `letters with a passage of somebody else's letter are caught and honest ones are not blamed`(
    set: String
  ) throws {
    let letters = MixUpLetter.all(in: set)
    #expect(letters.count >= 50)
    var desk = try Self.desk(letters)
    let alone = try desk.reviewer()
    desk.drafts = letters.map { $0.draft(nil, folder: "other") }
    let among = try desk.reviewer()
    // Each passage stands in one of the letters, so that these tell nothing of one another.
    let mixed = letters.indices.map { letters[$0].draft(letters[($0 + 7) % letters.count]) }
    for (name, reviewer) in [("without the other letter", alone), ("with it", among)] {
      let blamed = Self.blamed(letters.map { $0.draft(nil) }, reviewer)
      let caught = Self.blamed(mixed, reviewer)
      print(
        "mix-up, \(set), \(name): \(blamed.count) of \(letters.count) honest letters blamed, "
          + "\(caught.count) of \(letters.count) with a passage caught"
      )
      #expect(blamed.count <= letters.count / 50, "\(name): \(blamed)")
      let missed = Set(mixed.map(\.path)).subtracting(caught)
      if name == "with it" { #expect(missed.isEmpty, "\(missed)") }
    }
  }

  @Test(arguments: [("Joon's", true), ("Joon", true), ("Joons", true), ("goose", false)])
  func `one word of somebody's is enough to look for more`(word: String, isEnough: Bool) throws {
    var desk = try LetterDesk()
    try desk.add("ada", "name: Ada Park")
    try desk.add("joon", "name: Joon Kim")
    let draft = LetterDesk.draft("ada", "Yesterday we saw a \(word) over there.", template: nil)
    let (readings, comparison) = try desk.reviewer().read([draft])
    let traces = try #require(comparison.traces)
    let words = readings[0].measure.words
    let search = MixUpSearch(readings[0], comparison.table, traces, friends: [])
    #expect(traces.mayBeSeen(in: words.numbers) == isEnough)
    #expect(search.traces(passages: []).isEmpty == !isEnough)
  }

  @Test(arguments: MixUpLetter.sets)
  func `whatever the search finds in a letter is announced by one of its words`(
    set: String
  ) throws {
    let letters = MixUpLetter.all(in: set)
    let reviewer = try Self.desk(letters).reviewer()
    var found = 0
    for letter in letters {
      // The same letter with each word as its possessive.
      let plain = letter.draft(nil)
      let text = String(decoding: plain.source, as: UTF8.self)
      let possessive = text.replacing(/\b[A-Z][a-z]+\b/) { "\($0.output)'s" }
      let drafts = [plain, Draft(path: "drafts/s.eml", bytes: Array(possessive.utf8))]
      let (readings, comparison) = reviewer.read(drafts)
      let traces = try #require(comparison.traces)
      for reading in readings {
        // Of the recipient, too: nobody is a friend.
        let search = MixUpSearch(reading, comparison.table, traces, friends: [])
        guard !search.traces(passages: []).isEmpty else { continue }
        found += 1
        #expect(traces.mayBeSeen(in: reading.measure.words.numbers), "\(letter.id)")
      }
    }
    #expect(found > letters.count)
  }

  @Test(arguments: MixUpLetter.all(in: "honest"))
  func `names that are words and friends rightly mentioned are let be`(letter: MixUpLetter) throws {
    var desk = try Self.desk(MixUpLetter.all(in: "first"))
    try letter.add(to: &desk)
    let review = try desk.reviewer().review(letter.draft(nil))
    let found = review.findings.filter { $0.name == .mixUp && $0.severity == .block }
    #expect(found.isEmpty, "\(found.map(\.message))")
  }

  /// The paths of the drafts that are blocked.
  static func blamed(_ drafts: [Draft], _ reviewer: Reviewer) -> [String] {
    reviewer.review(drafts).filter { review in
      review.findings.contains { $0.name == .mixUp && $0.severity == .block }
    }.map(\.draft.path)
  }
}

/// A person, and a letter to them with a passage that could go astray.
struct MixUpLetter: CustomTestStringConvertible, Sendable {
  let name: String
  let keys: String
  let notes: String
  let text: String

  static let sets = ["first", "second"]

  var testDescription: String { id }

  var id: String { name.lowercased().replacing(" ", with: "-").filter { $0.isLetter || $0 == "-" } }

  /// The letters of a file: `= name | company | city | language | knows`, notes, the letter.
  static func all(in set: String) -> [MixUpLetter] {
    let folder = #filePath.split(separator: "/").dropLast().map { "/" + $0 }.joined()
    let bytes = FileManager.default.contents(atPath: "\(folder)/Fixtures/mix-up/\(set).txt")
    let text = String(decoding: bytes ?? Data(), as: UTF8.self)
    return ("\n" + text).components(separator: "\n= ").dropFirst().map { MixUpLetter(String($0)) }
  }

  private init(_ section: String) {
    let lines = section.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let fields = (lines.first ?? "").components(separator: " | ")
    let names = ["name", "organization", "city", "language", "knows"]
    name = fields.first ?? ""
    keys = zip(names, fields).filter { $1 != "-" }.map { "\($0): \($1)" }.joined(separator: "\n")
    notes = lines.dropFirst().prefix { $0.hasPrefix("- ") }.joined(separator: "\n")
    text = lines.dropFirst().drop { $0.hasPrefix("- ") }.joined(separator: "\n")
  }

  func add(to desk: inout LetterDesk) throws { try desk.add(id, keys, notes: notes) }

  /// The passage that could go astray.
  private var passage: String {
    let parts = text.components(separator: "<<")
    return parts.count > 1 ? parts[1].components(separator: ">>")[0] : ""
  }

  /// The letter, or with the passage of another one in place of its own.
  func draft(_ other: MixUpLetter?, folder: String = "drafts") -> Draft {
    var text = text
    if let other {
      text = text.replacing("<<\(passage)>>", with: "And something else.\n\n\(other.passage)")
    }
    let plain = text.replacing("<<", with: "").replacing(">>", with: "")
    let draft = LetterDesk.draft(id, plain + "\nAll the best,\nSam", template: nil)
    // Another letter, and no copy of the same draft.
    let source = String(decoding: draft.source, as: UTF8.self)
      .replacing("X-Touchbase-Draft: ", with: "X-Touchbase-Draft: \(folder)-")
    return Draft(path: "\(folder)/\(id).eml", bytes: Array(source.utf8))
  }

  /// Somebody whose name, company or city is a word.
  static func addFiller(_ number: Int, to desk: inout LetterDesk) throws {
    let first = words(
      """
      May Will Mark Grace Art Rose Hope Faith Joy Bill Rob Sue Frank Grant Chase Jack Pat Drew Dean
      Miles Penny Ruby Pearl Iris Lily Daisy Violet Olive Ivy Holly Heather Ginger Amber Jade Dawn Eve
      Summer Autumn April June August Carol Melody Christian Herb Basil Cliff Glen Dale Brook River
      Robin Jay Martin Angel Star Rich Max Ray Sandy Gene Barb Kit Nick Guy Victor Clay Lance Buck Ada
      """
    )
    let last = words(
      """
      Lincoln Boone Ames Madison Houston Dallas Austin Jackson Columbus Washington Paris London York
      Lane Park Hill Wood Stone Rivers Field Brown Green White Black Young Long Short Small Rich Price
      Day Knight Winter Summers Frost Snow Rain Baker Cook Miller Smith Taylor Turner Walker Porter
      """
    )
    let companies = words(
      "Apple Target Gap Shell Meta Square Stripe Slack Zoom Indeed Amazon Oracle Visa Delta Ford Subway"
    )
    let notes = [
      "Met at the farmers market; likes to talk about bread.", "Started a new job in spring.",
      "Has two children and a garden.", "Wants to hear about the trail.",
      "Moved to a new house near the river.", "Plays the piano; sings on Sundays.",
      "Looking for work since summer.", "Brother lives in Chicago and visits often.",
      "Went to Italy with the whole family.", "Reads a lot and lends books.",
    ]
    let name = "\(first[number % first.count]) \(last[(number * 7 + number / 9) % last.count])"
    let keys = """
      name: \(name)
      organization: \(companies[number % companies.count])
      city: \(last[(number * 3) % 13])
      """
    let day = "2026-\(number % 2 == 0 ? "03" : "06")-\(10 + number % 19)"
    let note = "- \(day) \(notes[number % notes.count])\n- \(notes[(number / 7 + 3) % notes.count])"
    try desk.add("filler-\(number)", keys, notes: note)
  }

  private static func words(_ text: String) -> [String] {
    text.split(whereSeparator: \.isWhitespace).map(String.init)
  }
}

extension String {
  /// The parts between separators.
  fileprivate func components(separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
