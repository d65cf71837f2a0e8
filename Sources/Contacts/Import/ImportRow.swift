internal import MailMessage

/// Turns the cells of one row into a person.
struct ImportRow {
  /// Addresses that are none, as they stand in the row, and why.
  private(set) var malformedAddresses: [(text: String, reason: String)] = []

  private var texts: [ImportField: String] = [:]
  private var lists: [ImportField: [String]] = [:]
  private var emails: [EmailAddress] = []
  private var notes: [NewNote] = []
  private var more: [Field] = []
  /// What of lists, addresses and notes was taken, so that nothing is taken twice.
  private var seen: Set<String> = []

  init(_ cells: [ImportCell]) {
    for cell in cells where !PlainText.isBlank(cell.text) { take(cell) }
    keepPartsOfName()
  }

  /// Whether no cell holds anything: rows that spreadsheets append.
  var isBlank: Bool {
    texts.isEmpty && lists.isEmpty && emails.isEmpty && notes.isEmpty && more.isEmpty
      && malformedAddresses.isEmpty
  }

  /// The person; nil when there is neither a name nor an address.
  var person: ImportedPerson? {
    let joined = joinedName
    let isNamed = texts[.firstName] != nil || texts[.lastName] != nil
    let name =
      texts[.name] ?? (isNamed ? joined : nil) ?? texts[.nickname] ?? emails.first?.description
      ?? companyName
    guard let name else { return nil }
    var person = ImportedPerson(name: name)
    // A company is spoken to by no first name.
    let isCompany = !isOwn && !isNamed && name == texts[.organization]
    person.firstName = isCompany ? "" : texts[.firstName].flatMap { firstName($0, of: name) }
    person.emails = emails
    person.values = values
    person.more = more
    person.notes = notes
    person.rows = [Digest.hex("row=" + identity(name: name), digits: 16)]
    return person
  }

  /// The first name that a source gives, where the name alone would give another one.
  private func firstName(_ given: String, of name: String) -> String? {
    if isOwn { return given == FirstName.derive(from: name) ? nil : given }
    // A first name that is the whole name is none, and Bill Harmon is no William any more.
    let isOther = given == name || !PlainText.folded(name).contains(PlainText.folded(given))
    return isOther ? nil : FirstName.override(givenNames: given, fullName: name)
  }

  /// A company that can be called, where nothing else says who it is.
  private var companyName: String? {
    lists[.phone] == nil ? nil : texts[.organization]
  }

  /// The parts of the name; one that is in another part, as in "Ada Park" and "Park", stands once.
  private var joinedName: String {
    let (first, last) = (texts[.firstName] ?? "", texts[.lastName] ?? "")
    if FirstName.isEastAsian(first), FirstName.isEastAsian(last) { return "\(last) \(first)" }
    let isWhole = " \(first) ".contains(" \(last) ") || " \(last) ".contains(" \(first) ")
    let parts = Self.partsOfName.map { field in
      switch field {
      case .firstName where isWhole && !last.isEmpty && first.count < last.count: ""
      case .lastName where isWhole && !first.isEmpty && first.count >= last.count: ""
      default: texts[field] ?? ""
      }
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static let partsOfName: [ImportField] = [.firstName, .middleName, .lastName, .suffix]

  /// A part that the full name does not hold, such as the William of Bill Harmon, would be lost.
  private mutating func keepPartsOfName() {
    guard !isOwn, let name = texts[.name].map(PlainText.folded) else { return }
    for field in Self.partsOfName {
      guard let part = texts[field], !name.contains(PlainText.folded(part)) else { continue }
      let key = field.rawValue.replacing("_", with: " ")
      keep(part, ImportCell(name: key, field: field, text: part))
    }
  }

  /// Whether an export of ours gave the row.
  private var isOwn: Bool {
    texts[.identity]?.hasPrefix(ExportedContact.identity(of: "")) ?? false
  }

  /// The digest of a row that says who it is.
  static func digest(identity: String) -> String {
    Digest.hex("row=uid:" + identity, digits: 16)
  }

  /// What stays the same when the source exports this person again.
  private func identity(name: String) -> String {
    if let identity = texts[.identity] { return "uid:" + identity }
    let parts =
      [name, texts[.organization] ?? "", emails.first?.description ?? ""]
      + (emails.isEmpty ? lists[.phone]?.prefix(1).map(\.self) ?? [] : [])
    return parts.map(PlainText.folded).joined(separator: "|")
  }
}

extension ImportRow {
  private static let textFields: [ImportField] = [
    .organization, .role, .city, .met, .language, .form, .greeting, .channel, .every, .template,
    .connectedOn, .birthday, .doNotContact, .died,
  ]
  private static let listFields: [ImportField] = [.phone, .groups, .offers, .needs, .knows, .no]

  private var values: [Field] {
    let lists = Self.listFields.compactMap { field in
      self.lists[field].map { Field(key: field.rawValue, value: .list($0.map(FieldValue.text))) }
    }
    let texts = Self.textFields.compactMap { field in
      text(of: field).map { Field(key: field.rawValue, value: $0) }
    }
    return lists.filter { $0.key == "phone" } + texts
      + lists.filter { $0.key != "phone" }
  }

  private func text(of field: ImportField) -> FieldValue? {
    if field == .birthday, texts[.birthday] == nil { return birthdayFromParts.map(FieldValue.text) }
    guard let text = texts[field] else { return nil }
    return field == .doNotContact ? .boolean(true) : .text(text)
  }

  private var birthdayFromParts: String? {
    guard let month = texts[.birthMonth].flatMap({ Int($0) }), (1...12).contains(month),
      let day = texts[.birthDay].flatMap({ Int($0) }), (1...31).contains(day)
    else { return nil }
    let short = (month < 10 ? "0" : "") + "\(month)-" + (day < 10 ? "0" : "") + "\(day)"
    return (texts[.birthYear].flatMap { Birthday("\($0)-\(short)") } ?? Birthday(short))?
      .description
  }
}

extension ImportRow {
  private mutating func take(_ cell: ImportCell) {
    let text = PlainText.singleLine(cell.text)
    let column = cell
    if Self.emptyValues.contains(text) { return }
    switch cell.field {
    case nil, .prefix: keep(text, column)
    case .ignore: break
    case .email: takeAddresses(cell)
    case .notes: takeNotes(cell.text)
    case .phone: takePhones(text, cell)
    case .groups, .offers, .needs, .knows, .no: takeList(text, column)
    case .birthday, .connectedOn: takeDate(text, column)
    case .channel, .every: takeWord(text, column)
    case .doNotContact: takeYes(text)
    case .identity: takeIdentity(text, column)
    case .nickname:
      texts[.nickname] = text
      keep(text, column)
    case .some(let field): takeText(text, field, column)
    }
  }

  private static let lineLimit = 2000

  /// What address books write where they know nothing.
  private static let emptyValues = [
    "0/0/00", "00/00/00", "0/0/0000", "0000-00-00", "00000000", "Unspecified",
  ]

  /// The first cell of a meaning counts; a second one that differs is kept under `more:`.
  private mutating func takeText(
    _ text: String,
    _ field: ImportField,
    _ column: ImportCell
  ) {
    if texts[field] == nil {
      texts[field] = text
    } else if texts[field] != text {
      keep(text, column)
    }
  }

  private mutating func keep(_ text: String, _ column: ImportCell) {
    let label = column.field == nil ? column.label.map(Self.bareLabel) ?? "" : ""
    let name = [label, column.name, "column"].first { !$0.isEmpty } ?? "column"
    var key = name
    var number = 2
    while more.contains(where: { $0.key == key }) {
      key = "\(name) \(number)"
      number += 1
    }
    // What does not fit on one line of the front matter is a note.
    if text.utf8.count > Self.lineLimit { return takeNotes("\(key): \(text)") }
    let value = text.hasPrefix("* ") ? Self.bareLabel(text) : text
    if !value.isEmpty { more.append(Field(key: key, value: .text(value))) }
  }

  /// What sets an address or number apart, `work email`, is kept beside it.
  private mutating func keep(_ text: String, labelOf cell: ImportCell, _ kind: String) {
    guard let label = cell.label.map(Self.bareLabel), !label.isEmpty else { return }
    var labelled = cell
    labelled.name = "\(label) \(kind)"
    keep(text, labelled)
  }

  /// Google marks its own labels by `* `.
  private static func bareLabel(_ label: String) -> String {
    let label = PlainText.singleLine(label)
    let bare = label.hasPrefix("*") ? PlainText.singleLine(String(label.dropFirst())) : label
    return ["internet"].contains(bare.lowercased()) ? "" : bare
  }

  private mutating func takePhones(_ text: String, _ cell: ImportCell) {
    let items = text.split(separator: " ::: ").map(String.init)
    takeItems(items, .phone)
    for item in items { keep(PlainText.singleLine(item), labelOf: cell, "phone") }
  }

  private mutating func takeAddresses(_ column: ImportCell) {
    var malformed: [String] = []
    for part in column.text.split(whereSeparator: { ",;\n\r\r\n".contains($0) || $0.isNewline }) {
      for word in String(part).split(separator: " ::: ") {
        guard let text = Self.addressText(in: String(word)) else { continue }
        do {
          let address = try EmailAddress(text)
          if seen.insert("email=\(address)").inserted { emails.append(address) }
          keep(text, labelOf: column, "email")
        } catch {
          malformedAddresses.append((text, "\(error)"))
          malformed.append(text)
        }
      }
    }
    if !malformed.isEmpty { keep(malformed.joined(separator: ", "), column) }
  }

  /// The address in `Ada <ada@example.net>` or `mailto:ada@example.net`; nil where nothing stands.
  private static func addressText(in word: String) -> String? {
    var text = PlainText.singleLine(word)[...]
    if let open = text.lastIndex(of: "<"), text.last == ">" {
      text = text[text.index(after: open)...].dropLast()
    }
    if text.lowercased().hasPrefix("mailto:") { text = text.dropFirst(7) }
    return text.isEmpty ? nil : String(text)
  }

  /// Each line of a cell is a note; marks of a list in front of it are dropped.
  private mutating func takeNotes(_ cell: String) {
    for line in PlainText.lines(cell) {
      let bare = line.drop { "-*•–—·+ ".contains($0) }
      let text = line.hasPrefix("- [") || bare.isEmpty ? String(line.dropFirst(2)) : String(bare)
      do {
        let note = try NewNote(text)
        if seen.insert("note=\(note.substance)").inserted { notes.append(note) }
      } catch {
        // A line of nothing but marks says nothing.
      }
    }
  }

  private mutating func takeItems(_ items: [String], _ field: ImportField) {
    for item in items.map(PlainText.singleLine) where !item.isEmpty {
      if seen.insert("\(field.rawValue)=\(item)").inserted {
        lists[field, default: []].append(item)
      }
    }
  }

  /// Lists are joined by ` ::: `, `;` or `,`; Google's own labels begin with `* `.
  private mutating func takeList(_ text: String, _ column: ImportCell) {
    guard let field = column.field else { return }
    if column.isOneItem { return takeItems([text], field) }
    let separator = [":::", ";", ","].first { text.contains($0) } ?? ","
    let items = text.split(separator: separator).map { PlainText.singleLine(String($0)) }
    guard field == .groups else { return takeItems(items, field) }
    // Everybody is in these.
    let systemLabels = ["", "mycontacts", "my contacts", "other contacts"]
    let labels = items.map(Self.bareLabel).filter { !systemLabels.contains($0.lowercased()) }
    takeItems(labels, field)
  }

  private mutating func takeDate(_ text: String, _ column: ImportCell) {
    guard let field = column.field else { return }
    let date =
      field == .birthday
      ? ImportDate.birthday(in: text)?.description : ImportDate.day(in: text)?.description
    if let date {
      takeText(date, field, column)
    } else {
      keep(text, column)
    }
  }

  private mutating func takeWord(_ text: String, _ column: ImportCell) {
    if column.field == .channel, let channel = Channel(rawValue: text.lowercased()) {
      takeText(channel.rawValue, .channel, column)
    } else if column.field == .every, let cadence = Cadence(text) {
      takeText(cadence.description, .every, column)
    } else {
      keep(text, column)
    }
  }

  /// Whatever is not a plain no keeps letters away.
  private mutating func takeYes(_ text: String) {
    let no = ["no", "false", "0", "n", "nein", "non", "-"]
    if !no.contains(text.lowercased()) { texts[.doNotContact] = text }
  }

  /// The address of a company's site is no identity, since colleagues share it.
  private mutating func takeIdentity(_ text: String, _ column: ImportCell) {
    if text.hasPrefix(ExportedContact.identity(of: "")) {
      // Nothing that the contact's file would have to say.
      texts[.identity] = text
      return
    }
    let isProfile = text.lowercased().contains("linkedin.com/in/")
    let isIdentity = column.isOneItem || isProfile || !text.contains("/")
    if texts[.identity] == nil, isIdentity { texts[.identity] = text }
    keep(text, column)
  }
}
