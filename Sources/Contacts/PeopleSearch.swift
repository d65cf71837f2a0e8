/// Finds people by what is known of them: names, organisations, offers, needs, notes and all other
/// facts.
///
/// Case and accents do not matter, and a word is found at the beginning of words: `book` finds a
/// bookkeeper, who finds bookkeeping. Several words all have to be there, in any order and place.
package struct PeopleSearch: Sendable {
  /// Somebody found, and where.
  package struct Result: Sendable {
    package let contact: Contact
    /// What kind of thing the best line is: `offers`, `note`, `name`.
    package let label: String
    /// The line that says most of what was looked for.
    package let line: String
    /// How well it fits; more is better.
    package let score: Int
  }

  private let words: [String]

  /// Looks for the words of a text; one without letters and digits finds nobody.
  package init(_ text: String) {
    words = Self.words(of: text)
  }

  /// Who was found among these people, the best first, then by name.
  package func results(among people: [Contact]) -> [Result] {
    guard !words.isEmpty else { return [] }
    return people.compactMap(result).sorted { one, other in
      one.score == other.score
        ? (one.contact.name, one.contact.id) < (other.contact.name, other.contact.id)
        : one.score > other.score
    }
  }

  /// Whether everything that is looked for is somewhere in what is known of a person.
  package func matches(_ contact: Contact) -> Bool { result(contact) != nil }

  private func result(_ contact: Contact) -> Result? {
    var found: Set<String> = []
    var best: (label: String, line: String, score: Int)?
    var sum = 0
    for line in Self.lines(of: contact) {
      let here = Self.words(of: line.text)
      var score = 0
      for word in words {
        let closeness = here.lazy.map { Self.closeness(of: $0, to: word) }.max() ?? 0
        if closeness > 0 { found.insert(word) }
        score += closeness * line.weight
      }
      sum += score
      if score > best?.score ?? 0 { best = (line.label, line.text, score) }
    }
    guard found.count == Set(words).count, let best else { return nil }
    return Result(contact: contact, label: best.label, line: best.line, score: sum)
  }

  /// How near a word is to the one looked for: 3 the same, 2 begins with it, 1 begins like it, as
  /// bookkeeping and bookkeeper do, 0 none of these.
  private static func closeness(of word: String, to wanted: String) -> Int {
    if word == wanted { return 3 }
    // Most words differ in their first letter.
    guard word.utf8.first == wanted.utf8.first else { return 0 }
    if word.hasPrefix(wanted) { return 2 }
    let common = zip(word, wanted).prefix { $0 == $1 }.count
    return common >= 6 && common * 10 >= wanted.count * 7 ? 1 : 0
  }

  private struct Line {
    let label: String
    let text: String
    /// What a word in it is worth.
    let weight: Int
  }

  private static func lines(of contact: Contact) -> [Line] {
    var lines = [Line(label: "name", text: contact.name, weight: 8)]
    lines += contact.offers.map { Line(label: "offers", text: $0, weight: 10) }
    lines += contact.needs.map { Line(label: "needs", text: $0, weight: 3) }
    for (label, text) in [("organization", contact.organization), ("role", contact.role)] {
      if let text { lines.append(Line(label: label, text: text, weight: 6)) }
    }
    if let city = contact.city { lines.append(Line(label: "city", text: city, weight: 4)) }
    lines += contact.notes.map { note in
      let parts = [note.text, note.say].compactMap(\.self) + note.tags.map { "#\($0)" }
      return Line(label: "note", text: parts.joined(separator: " "), weight: 3)
    }
    let known: Set<String> = [
      "name", "offers", "needs", "organization", "role", "city", "imported",
    ]
    for field in contact.fields where !known.contains(field.key) {
      lines += texts(of: field.value).map { Line(label: field.key, text: $0, weight: 2) }
    }
    return lines
  }

  private static func texts(of value: FieldValue) -> [String] {
    switch value {
    case .list(let items): items.flatMap(texts)
    case .mapping(let fields): fields.flatMap { texts(of: $0.value) }
    case .text, .integer, .boolean, .null: value.scalarText.map { [$0] } ?? []
    }
  }

  /// The words without case and accents; one of a script without blanks is each of its characters.
  private static func words(of text: String) -> [String] {
    let folded = PlainText.folded(text)
    if folded.utf8.allSatisfy({ $0 < 0x80 }) {
      return folded.utf8.split { !PlainText.isASCIIWordByte($0) }.map { String(Substring($0)) }
    }
    return folded.split { !$0.isLetter && !$0.isNumber }.flatMap { word in
      FirstName.isEastAsian(String(word)) ? word.map(String.init) : [String(word)]
    }
  }
}
