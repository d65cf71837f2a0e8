internal import MailMessage
internal import Yams

/// Reads the keys of one file and collects what is wrong with them.
struct ContactReader {
  private let text: ContactText
  private let frontMatter: FrontMatter
  private var problems: [ContactProblem] = []

  init(_ text: ContactText) throws(ContactProblem) {
    self.text = text
    self.frontMatter = try FrontMatter(text)
  }

  /// The contact of a file whose front matter is plain and in which nothing is wrong; nil where it has
  /// to be read by a parser of YAML, which knows the places of problems.
  static func plainContact(_ text: ContactText, id: String) -> Contact? {
    guard let frontMatter = FrontMatter(plain: text) else { return nil }
    var reader = ContactReader(text, frontMatter)
    do throws(ContactProblem) {
      let contact = try reader.contact(id: id)
      return contact.problems.isEmpty ? contact : nil
    } catch {
      return nil
    }
  }

  private init(_ text: ContactText, _ frontMatter: FrontMatter) {
    self.text = text
    self.frontMatter = frontMatter
  }

  /// The contact.
  ///
  /// - Throws: ``ContactProblem/Condition/noName`` and what else leaves no contact at all.
  mutating func contact(id: String) throws(ContactProblem) -> Contact {
    let fields = try fields()
    let name = line("name") ?? ""
    guard !name.isEmpty else {
      let entry = frontMatter["name"]
      let offset = entry?.keyOffset ?? text.frontMatter.lowerBound
      throw problems.first ?? text.problem(.noName, at: offset)
    }
    let notes = NoteList(text)
    let firstName = firstName(of: name)
    // Arguments are evaluated in order, and each may add to `problems`, which comes last.
    return Contact(
      id: id,
      path: text.path,
      name: name,
      firstName: firstName,
      emails: addresses("email"),
      phones: words("phone", separated: false),
      groups: words("groups"),
      offers: words("offers"),
      needs: words("needs"),
      knows: words("knows"),
      organization: line("organization"),
      role: line("role"),
      city: line("city"),
      met: line("met"),
      language: line("language"),
      form: line("form"),
      greeting: line("greeting"),
      channel: channel(),
      every: cadence(),
      no: refusedChannels(),
      doNotContact: doNotContact(),
      died: died(),
      birthday: birthday(),
      snooze: snooze(),
      template: line("template"),
      fields: fields,
      notes: notes.entries.map(Note.init),
      problems: (problems + notes.problems).sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    )
  }

  /// `first_name:`, which may be empty for nobody's; else what the name gives in its language.
  private mutating func firstName(of name: String) -> String? {
    guard frontMatter["first_name"] == nil else { return line("first_name") }
    let language = frontMatter["language"]?.node.scalar?.string
    return FirstName.derive(from: name, language: language)
  }

  private func fields() throws(ContactProblem) -> [Field] {
    var fields: [Field] = []
    for entry in frontMatter.entries {
      guard let value = FieldValue(entry.node) else {
        throw text.problem(.tooDeeplyNested, at: entry.keyOffset)
      }
      fields.append(Field(key: entry.key, value: value))
    }
    return fields
  }
}

// Each reads one kind of value; a value of another kind is a problem and counts as absent.
extension ContactReader {
  private mutating func line(_ key: String) -> String? {
    guard let entry = frontMatter[key] else { return nil }
    let text = scalar(entry.node, key: key, wanted: "a text")?.text
    return text.map(PlainText.singleLine).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The texts of a list, or of one scalar, which may be separated by commas.
  private mutating func items(
    _ key: String,
    separated: Bool
  ) -> [(text: String, offset: Int)] {
    guard let entry = frontMatter[key] else { return [] }
    let wanted = "a text or a list of texts"
    guard case .sequence(let sequence) = entry.node else {
      guard let item = scalar(entry.node, key: key, wanted: wanted) else { return [] }
      guard separated else { return [item] }
      // Most are one text, and octets are looked through faster than characters.
      let isOne = !item.text.utf8.contains(UInt8(ascii: ","))
      let texts = isOne ? [item.text[...]] : item.text.split(separator: ",")
      return texts.map(\.withoutOuterBlanks).filter { !$0.isEmpty }
        .map { (String($0), item.offset) }
    }
    var items: [(text: String, offset: Int)] = []
    for node in sequence {
      if let item = scalar(node, key: key, wanted: wanted) { items.append(item) }
    }
    return items
  }

  private mutating func words(_ key: String, separated: Bool = true) -> [String] {
    items(key, separated: separated).map { PlainText.singleLine($0.text) }.filter { !$0.isEmpty }
  }

  private mutating func scalar(
    _ node: Node,
    key: String,
    wanted: String
  ) -> (text: String, offset: Int)? {
    let offset = frontMatter.offset(of: node) ?? text.frontMatter.lowerBound
    let value = FieldValue(node) ?? .null
    switch value {
    case .null: return nil
    case .text, .integer:
      let text = value.scalarText ?? ""
      return text.isEmpty ? nil : (text, offset)
    case .boolean, .list, .mapping:
      note(.wrongType(key: key, wanted: wanted, found: value.kind), at: offset)
      return nil
    }
  }

  private mutating func note(_ condition: ContactProblem.Condition, at offset: Int) {
    problems.append(text.problem(condition, at: offset))
  }
}

extension ContactReader {
  private mutating func addresses(_ key: String) -> [EmailAddress] {
    var addresses: [EmailAddress] = []
    for item in items(key, separated: true) {
      do {
        let address = try EmailAddress(item.text)
        if !addresses.contains(address) { addresses.append(address) }
      } catch {
        note(.malformedAddress(item.text, reason: "\(error)"), at: item.offset)
      }
    }
    return addresses
  }

  private mutating func channel() -> Channel? {
    items("channel", separated: false).compactMap { channel($0) }.first
  }

  private mutating func refusedChannels() -> Set<Channel> {
    Set(items("no", separated: true).compactMap { channel($0) })
  }

  private mutating func channel(_ item: (text: String, offset: Int)) -> Channel? {
    if let channel = Channel(rawValue: item.text.lowercased()) { return channel }
    note(.unknownChannel(item.text), at: item.offset)
    return nil
  }

  private mutating func cadence() -> Cadence? {
    guard let item = items("every", separated: false).first else { return nil }
    if let cadence = Cadence(item.text) { return cadence }
    note(.malformedCadence(item.text), at: item.offset)
    return nil
  }

  private mutating func birthday() -> Birthday? {
    guard let item = items("birthday", separated: false).first else { return nil }
    if let birthday = Birthday(item.text) { return birthday }
    note(.malformedBirthday(item.text), at: item.offset)
    return nil
  }

  private mutating func snooze() -> CalendarDay? {
    guard let item = items("snooze", separated: false).first else { return nil }
    if let day = CalendarDay(iso8601: item.text) { return day }
    note(.malformedSnooze(item.text), at: item.offset)
    return nil
  }

  /// Anything but a plain no keeps letters away.
  private mutating func doNotContact() -> Bool {
    guard let entry = frontMatter["do_not_contact"] else { return false }
    switch FieldValue(entry.node) ?? .null {
    case .boolean(let boolean): return boolean
    case .null: return false
    case .text, .integer, .list, .mapping:
      let found = (FieldValue(entry.node) ?? .null).kind
      let offset = frontMatter.offset(of: entry.node) ?? entry.keyOffset
      note(.wrongType(key: entry.key, wanted: "true or false", found: found), at: offset)
      return true
    }
  }

  private mutating func died() -> String? {
    guard let entry = frontMatter["died"] else { return nil }
    switch FieldValue(entry.node) ?? .null {
    case .null, .boolean(false): return nil
    case .boolean(true): return ""
    case .text(let text): return text
    case .integer(let year): return String(year)
    case .list, .mapping: return line("died") ?? ""
    }
  }
}

extension Substring {
  fileprivate var withoutOuterBlanks: Substring {
    var text = drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}

extension FieldValue {
  /// What the value is, for a person.
  fileprivate var kind: String {
    switch self {
    case .text: "a text"
    case .integer: "a number"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .null: "nothing"
    case .list: "a list"
    case .mapping: "a group of keys"
    }
  }
}
