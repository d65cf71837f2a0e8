/// What one line of a list says: a name, addresses, numbers, the rest.
///
/// `Ada Park <ada@example.net>`, `Ada Park, ada@example.net, 555-0100 – met at PrintFest`,
/// `Phone: 555-0100`, or only words.
struct PersonLine {
  private(set) var name: String?
  private(set) var emails: [String] = []
  private(set) var phones: [String] = []
  /// Values whose names the line gives: `Birthday: 03-07`.
  private(set) var facts: [ImportCell] = []
  private(set) var notes: [String] = []
  /// The line as it stands.
  let text: String

  private static let dashes = [" – ", " — ", " - ", " −", " :: "]

  // Nobody writes so much about a person on one line; it is text.
  private static let lengthLimit = 10_000

  init(_ text: String) {
    self.text = text
    guard text.utf8.count <= Self.lengthLimit else {
      notes = [text]
      return
    }
    if takeFact(text) { return }
    guard let dash = Self.dash(in: text[...]) else {
      takeHead(text)
      return
    }
    takeHead(String(text[..<dash.lowerBound]))
    takeTail(text[dash.upperBound...])
  }

  private static func dash(in text: Substring) -> Range<Substring.Index>? {
    dashes.compactMap { text.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
  }

  /// Whether the line says how to reach somebody and whom.
  var isStrong: Bool {
    name != nil && !(emails.isEmpty && phones.isEmpty)
  }

  /// Whether the line is a name and nothing more, or begins with one that something follows.
  var isNamed: Bool {
    name.map(Self.looksLikeName) ?? false
  }

  var isOnlyName: Bool {
    isNamed && emails.isEmpty && phones.isEmpty && notes.isEmpty && facts.isEmpty
  }

  /// The values of somebody who begins with this line.
  var cells: [ImportCell] {
    let name = name.map { [ImportCell(name: "name", field: .name, text: $0)] } ?? []
    return name + reachable + facts + notes.map(Self.note)
  }

  /// The values that this line adds to somebody named before; words stay as they are written.
  var addedCells: [ImportCell] {
    let isWords = emails.isEmpty && phones.isEmpty && facts.isEmpty
    if isWords || name != nil { return reachable + facts + [Self.note(text)] }
    return reachable + facts + notes.map(Self.note)
  }

  private var reachable: [ImportCell] {
    emails.map { ImportCell(name: "email", field: .email, text: $0) }
      + phones.map { ImportCell(name: "phone", field: .phone, text: $0) }
  }

  private static func note(_ text: String) -> ImportCell {
    ImportCell(name: "notes", field: .notes, text: text)
  }
}

extension PersonLine {
  /// Takes `Phone: 555-0100`; false where no column is called like what stands before the colon.
  private mutating func takeFact(_ text: String) -> Bool {
    guard let colon = text.firstRange(of: ":"), colon.lowerBound != text.startIndex else {
      return false
    }
    let key = String(text[..<colon.lowerBound])
    let value = PlainText.singleLine(String(text[colon.upperBound...]))
    let words = key.split(separator: " ").count
    guard words <= 3, !value.isEmpty, !value.hasPrefix("//"),
      let field = ImportField(columnName: key), field != .ignore
    else { return false }
    switch field {
    case .name: name = value
    case .email: emails.append(value)
    case .phone: phones.append(value)
    case .notes: notes.append(value)
    default: facts.append(ImportCell(name: key, field: field, text: value))
    }
    return true
  }

  /// Takes what stands before a dash: the name first, then what reaches the person.
  private mutating func takeHead(_ head: String) {
    var rest = head
    // What stands before an address in angle brackets is a name, commas and all.
    if let open = rest.firstRange(of: "<"), let close = rest[open.upperBound...].firstIndex(of: ">")
    {
      let address = String(rest[open.upperBound..<close])
      if Self.isEmail(address) {
        emails.append(address)
        let before = Self.trimmed(String(rest[..<open.lowerBound]))
        if !before.isEmpty { name = Self.straight(before) }
        rest = String(rest[rest.index(after: close)...])
      }
    }
    for segment in Self.segments(of: rest) { takeSegment(segment) }
  }

  /// Takes what stands behind a dash: addresses and numbers first, then words as they are written.
  private mutating func takeTail(_ tail: Substring) {
    var rest = tail
    while let dash = Self.dash(in: rest), takeReach(rest[..<dash.lowerBound]) {
      rest = rest[dash.upperBound...]
    }
    if takeReach(rest) { return }
    let words = rest.split(separator: " ").map(String.init)
    emails += words.map { $0.trimming { "()<>,;:.".contains($0) } }.filter(Self.isEmail)
    let note = words.filter { !($0.hasPrefix("<") && $0.hasSuffix(">")) }.joined(separator: " ")
    if !note.isEmpty { notes.append(note) }
  }

  /// Takes addresses and numbers; false, and nothing taken, where something else stands there too.
  private mutating func takeReach(_ text: Substring) -> Bool {
    let parts = Self.segments(of: String(text))
    let isReach = parts.allSatisfy { Self.isEmail($0) || Self.phone(in: $0) != nil }
    guard isReach || name == nil else { return false }
    for part in parts { takeSegment(part) }
    return true
  }

  private mutating func takeSegment(_ segment: String) {
    if let phone = Self.phone(in: segment) {
      phones.append(phone)
    } else if Self.isEmail(segment) {
      emails.append(segment)
    } else if segment.contains("@"), takeWords(segment) {
      return
    } else if name == nil, emails.isEmpty || Self.looksLikeName(segment) {
      takeName(segment)
    } else {
      notes.append(segment)
    }
  }

  /// Takes `Ada Park ada@example.net` word by word; false when no word is an address.
  private mutating func takeWords(_ segment: String) -> Bool {
    let words = segment.split(separator: " ").map(String.init)
    let bare = words.map { $0.trimming { "()<>[]\"';,:".contains($0) } }
    guard let first = bare.firstIndex(where: Self.isEmail) else { return false }
    emails += bare.filter(Self.isEmail)
    let before = words[..<first].joined(separator: " ")
    let behind = words[(first + 1)...].filter { !Self.isEmail($0) }.joined(separator: " ")
    for part in [before, behind].map(Self.trimmed) where !part.isEmpty {
      if name == nil, Self.looksLikeName(part) { takeName(part) } else { notes.append(part) }
    }
    // A sentence stays whole: what it says of the person may need its other words.
    if name == nil, !before.isEmpty {
      (name, notes) = (Self.nameBeforeWords(in: before), [text])
    }
    return true
  }

  /// The number that ends `Ada Park (515) 555-0142`, and what stands before it; nil where none does.
  private static func phoneBehindName(in text: String) -> (name: String, phone: String)? {
    guard let start = text.firstIndex(where: { $0.isNumber || "+(".contains($0) }),
      let phone = phone(in: String(text[start...]))
    else { return nil }
    let name = trimmed(String(text[..<start]))
    return looksLikeName(name) ? (name, phone) : nil
  }

  /// `Ada Park: runs the studio` has words behind the name.
  private mutating func takeName(_ segment: String) {
    if let (name, phone) = Self.phoneBehindName(in: segment) {
      self.name = name
      phones.append(phone)
      return
    }
    guard let colon = segment.firstRange(of: ": ") else {
      name = Self.unquoted(segment)
      return
    }
    name = Self.unquoted(String(segment[..<colon.lowerBound]))
    let words = Self.trimmed(String(segment[colon.upperBound...]))
    if !words.isEmpty { takeSegment(words) }
  }

  private static func segments(of text: String) -> [String] {
    text.split { ",;|\t".contains($0) }.map { trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    PlainText.singleLine(text.trimming { ",;:|–—-".contains($0) || $0.isWhitespace })
  }

  /// The name that a sentence begins with: `Ada Park runs the studio, ada@example.net`.
  private static func nameBeforeWords(in text: String) -> String? {
    let words = text.split(separator: " ")
    let count = words.prefix { looksLikeName(String($0)) && $0.last?.isLetter ?? false }.count
    guard (2...4).contains(count), count < words.count,
      words[count].first?.isLowercase ?? false, !particles.contains(words[count - 1].lowercased())
    else { return nil }
    return words[..<count].joined(separator: " ")
  }

  private static func straight(_ text: String) -> String {
    let name = unquoted(text)
    return FirstName.straightened(name) ?? name
  }

  private static func unquoted(_ text: String) -> String {
    let isQuoted = text.count > 2 && text.first == "\"" && text.last == "\""
    return isQuoted ? String(text.dropFirst().dropLast()) : text
  }
}

extension PersonLine {
  /// The parts of a line that is nothing but mailboxes, `Ada <ada@example.net>` or an address alone,
  /// parted by commas or semicolons outside of quotes; none where anything else stands in it.
  static func mailboxes(in text: String) -> [String] {
    guard text.contains("@") else { return [] }
    var parts = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if !isQuoted, character == "," || character == ";" {
        parts.append("")
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    parts = parts.map(PlainText.singleLine).filter { !$0.isEmpty }
    let areMailboxes = parts.allSatisfy { part in
      if isEmail(part) { return true }
      guard part.last == ">", let open = part.lastIndex(of: "<") else { return false }
      return isEmail(String(part[part.index(after: open)...].dropLast()))
    }
    return areMailboxes ? parts : []
  }

  private static func isEmail(_ text: String) -> Bool {
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
      && !text.contains { $0.isWhitespace || "<>()[],;:".contains($0) }
  }

  /// The number in `555-0100`, `tel +1 515 555 0142`, `m: 0170 1234567`; nil where there is none.
  private static func phone(in text: String) -> String? {
    var rest = text[...]
    let word = rest.prefix { $0.isLetter }
    let labels = [
      "tel", "phone", "mobile", "mobil", "cell", "m", "t", "p", "telefon", "handy", "ph",
    ]
    if !word.isEmpty {
      guard labels.contains(word.lowercased()) else { return nil }
      rest = rest.dropFirst(word.count).drop { ".: ".contains($0) }
    }
    let digits = rest.count { $0.isASCII && $0.isNumber }
    let isNumber = rest.allSatisfy { ("0"..."9").contains($0) || "+()-./ x\u{A0}".contains($0) }
    guard (7...20).contains(digits), isNumber else { return nil }
    // A day is no number: 2026-10-02.
    return ImportDate.day(in: String(rest)) == nil ? PlainText.singleLine(String(rest)) : nil
  }

  private static let particles: Set<String> = [
    "van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "del", "della", "dos", "das",
    "do",
    "zu", "zum", "zur", "ter", "ten", "bin", "ibn", "al", "el", "af", "av", "ap", "und", "and",
    "et",
    "y", "e", "&", "+", "og", "och", "ni", "mac", "st", "vom", "d'", "in't", "o'", "a.k.a.", "aka",
  ]

  /// Whether a text could be somebody's name: few words that begin with capitals, or letters that
  /// have none, and no sentence.
  static func looksLikeName(_ text: String) -> Bool {
    let bare = text.split(separator: "(", maxSplits: 1).first.map(String.init) ?? ""
    let words = bare.split { $0.isWhitespace || $0 == "," }
    guard (1...6).contains(words.count), text.count <= 80,
      !bare.contains(where: { $0.isNumber || "@<>{}[]=/\\!?:;_#*".contains($0) })
    else { return false }
    if let last = words.last, last.hasSuffix("."), last.count > 4 { return false }
    let isName = words.allSatisfy { word in
      particles.contains(word.lowercased())
        || (word.first { $0.isLetter }.map { !$0.isLowercase } ?? false)
    }
    return isName && words.contains { $0.contains(where: \.isLetter) }
  }
}

extension StringProtocol {
  /// The text without such characters at its beginning and end.
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    let start = drop(while: isTrimmed)
    let end = start.lastIndex { !isTrimmed($0) }
    return end.map { String(start[...$0]) } ?? ""
  }
}
