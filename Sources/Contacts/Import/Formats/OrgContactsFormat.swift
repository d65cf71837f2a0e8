internal import MailMessage

/// Emacs' org-contacts: headlines with a drawer of properties.
///
/// A headline without a drawer of its own is a group of those below it, or a part of the person
/// above it.
///
/// Source: the manual of org-contacts; the Org syntax of headlines and property drawers.
enum OrgContactsFormat: ImportFormat {
  private static let fields: [String: ImportField] = [
    "EMAIL": .email, "PHONE": .phone, "MOBILE": .phone, "HOME": .phone, "WORK": .phone,
    "BIRTHDAY": .birthday, "NICKNAME": .nickname, "ALIAS": .nickname, "NOTE": .notes,
    "ID": .identity,
    "COMPANY": .organization, "ORGANIZATION": .organization, "TITLE": .role, "ROLE": .role,
    "CITY": .city, "CATEGORY": .groups, "ICON": .ignore, "LAST_READ_MAIL": .ignore,
  ]
  private static let labels = ["MOBILE": "mobile", "HOME": "home", "WORK": "work"]

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let lines = file.firstLines(200).map(\.text)
    guard lines.contains(where: { $0.hasPrefix("* ") || $0.hasPrefix("** ") }),
      lines.contains(where: { $0.uppercased() == ":PROPERTIES:" }),
      lines.contains(where: { line in
        fields.keys.contains { line.uppercased().hasPrefix(":\($0):") }
      })
    else { return nil }
    var reader = Reader(list: ImportList(of: file.name))
    var bytes = LineReader(file.text[...])
    while let line = bytes.next() {
      let text = PlainText.singleLine(String(decoding: line.bytes, as: UTF8.self))
      try reader.take(text, number: line.number)
    }
    try reader.finish()
    return reader.list
  }

  /// The headline that is read, and those above it.
  private struct Reader {
    var list: ImportList
    private var headline: (title: String, tags: [String], level: Int, line: Int)?
    private var person: (cells: [ImportCell], level: Int, line: Int)?
    private var groups: [(title: String, level: Int)] = []
    private var isDrawer = false

    /// What may stand before a headline that is a task.
    private static let keywords: Set<String> = [
      "TODO", "DONE", "NEXT", "WAITING", "HOLD", "CANCELLED", "CANCELED", "STARTED",
    ]

    init(list: ImportList) {
      self.list = list
    }

    mutating func take(_ text: String, number: Int) throws(ContactsError) {
      let stars = text.prefix { $0 == "*" }.count
      if stars > 0, text.dropFirst(stars).first == " " {
        try begin(String(text.dropFirst(stars)), level: stars, number: number)
      } else if text.uppercased() == ":PROPERTIES:" {
        isDrawer = true
        try beginPerson()
      } else if text.uppercased() == ":END:" {
        isDrawer = false
      } else if isDrawer, let cell = property(text) {
        person?.cells.append(cell)
      } else if !text.isEmpty, !text.hasPrefix("#+") {
        endHeadline()
        note(text)
      }
    }

    mutating func finish() throws(ContactsError) {
      if let person { try list.add(person.cells, line: person.line) }
      person = nil
    }

    private mutating func begin(_ text: String, level: Int, number: Int) throws(ContactsError) {
      isDrawer = false
      var words = text.split(separator: " ").map(String.init)
      var tags: [String] = []
      if let last = words.last, last.count > 2, last.hasPrefix(":"), last.hasSuffix(":") {
        tags = last.split(separator: ":").map(String.init)
        words.removeLast()
      }
      if words.count > 1, Self.keywords.contains(words[0]) { words.removeFirst() }
      if words.count > 1, words[0].hasPrefix("[#"), words[0].count == 4 { words.removeFirst() }
      endHeadline()
      if let open = person, level <= open.level { try finish() }
      groups.removeAll { $0.level >= level }
      headline = (PlainText.singleLine(words.joined(separator: " ")), tags, level, number)
    }

    /// A headline without a drawer: what it says belongs to the person above it, or groups those
    /// below it.
    private mutating func endHeadline() {
      guard let headline else { return }
      if person != nil {
        note(headline.title)
      } else {
        groups.append((headline.title, headline.level))
      }
      self.headline = nil
    }

    private mutating func beginPerson() throws(ContactsError) {
      guard let headline else { return }
      self.headline = nil
      try finish()
      let name = ImportCell(name: "name", field: .name, text: headline.title)
      let tags = (groups.map(\.title) + headline.tags).map {
        ImportCell(name: "group", field: .groups, text: $0, isOneItem: true)
      }
      person = ([name] + tags, headline.level, headline.line)
    }

    private mutating func note(_ line: String) {
      let text = Self.withPlainDate(line)
      person?.cells.append(ImportCell(name: "notes", field: .notes, text: text))
    }

    private func property(_ text: String) -> ImportCell? {
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard text.hasPrefix(":"), parts.count == 2 else { return nil }
      let key = parts[0].uppercased()
      let field = fields[key]
      // Several addresses stand apart by blanks.
      let value = PlainText.singleLine(withoutLinks(parts[1]))
      let items =
        switch field {
        case .email: value.replacing(" ", with: ",")
        case .birthday: Self.withPlainDate(value)
        default: value
        }
      return ImportCell(
        name: parts[0].lowercased(),
        field: field,
        text: items,
        label: labels[key],
        isOneItem: field == .identity
      )
    }

    /// `- [2026-10-02 Fri] Moved` as `2026-10-02 Moved`, `<1980-03-07 Fri>` as `1980-03-07`.
    ///
    /// Source: the Org syntax of timestamps.
    private static func withPlainDate(_ text: String) -> String {
      let bare = text.hasPrefix("- ") || text.hasPrefix("+ ") ? text.dropFirst(2) : text[...]
      let pairs: [Character: Character] = ["[": "]", "<": ">"]
      guard let open = bare.first, let close = pairs[open],
        let end = bare.firstIndex(of: close),
        let day = CalendarDay(iso8601: String(bare.dropFirst().prefix(10)))
      else { return text }
      return PlainText.singleLine("\(day) \(bare[bare.index(after: end)...])")
    }

    /// `[[mailto:ada@example.net][Ada]]` as `mailto:ada@example.net`.
    private func withoutLinks(_ text: String) -> String {
      var result = ""
      var rest = text[...]
      while let open = rest.firstRange(of: "[["),
        let close = rest[open.upperBound...].firstIndex(of: "]"),
        let end = rest[close...].firstRange(of: "]]")
      {
        result += rest[..<open.lowerBound] + rest[open.upperBound..<close]
        rest = rest[end.upperBound...]
      }
      return result + rest
    }
  }
}
