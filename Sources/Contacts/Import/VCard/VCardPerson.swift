/// What the properties of one card tell of a person.
struct VCardPerson {
  private(set) var cells: [ImportCell] = []

  private let text: VCardText
  /// What `X-ABLabel` calls the properties of each group.
  private var labels: [String: String] = [:]

  init(_ card: VCardReader.Card) {
    let version = card.properties.first { $0.name == "VERSION" }?.text
    text = VCardText(isOld: version.map(PlainText.singleLine) == "2.1")
    for property in card.properties where property.name == "X-ABLABEL" {
      if let group = property.group { labels[group] = Self.bareLabel(text.plain(property.text)) }
    }
    // The preferred address comes first; a stable order keeps the others as they stand.
    let ordered = card.properties.enumerated().sorted {
      ($0.element.preference, $0.offset) < ($1.element.preference, $1.offset)
    }
    for property in ordered.map(\.element) where !property.isBase64 { take(property) }
    nameOrganization()
  }

  /// Whether a card stands for a list of other cards.
  static func isGroup(_ card: VCardReader.Card) -> Bool {
    card.properties.contains { property in
      (property.name == "KIND" || property.name == "X-ADDRESSBOOKSERVER-KIND")
        && PlainText.singleLine(property.text).lowercased() == "group"
    }
  }

  /// A card without a name is that of its company.
  private mutating func nameOrganization() {
    let names: [ImportField] = [.name, .firstName, .lastName, .nickname, .email]
    let isNamed = cells.contains { cell in
      cell.field.map(names.contains) ?? false && !PlainText.isBlank(cell.text)
    }
    guard !isNamed, let company = cells.first(where: { $0.field == .organization }) else { return }
    add("FN", .name, company.text)
  }

  private mutating func add(
    _ name: String,
    _ field: ImportField?,
    _ text: String,
    label: String? = nil,
    isOneItem: Bool = true
  ) {
    cells.append(
      ImportCell(name: name, field: field, text: text, label: label, isOneItem: isOneItem)
    )
  }

  /// `_$!<Anniversary>!$_` is how Apple marks the labels that it translates.
  private static func bareLabel(_ text: String) -> String {
    let text = PlainText.singleLine(text)
    guard text.hasPrefix("_$!<"), text.hasSuffix(">!$_"), text.count > 8 else { return text }
    return text.dropFirst(4).dropLast(4).lowercased()
  }
}

extension VCardPerson {
  /// Properties whose text is the value of one field.
  private static let plain: [String: ImportField] = [
    "FN": .name, "NICKNAME": .nickname, "TITLE": .role, "ROLE": .role, "BDAY": .birthday,
    "LANG": .language, "UID": .identity, "EMAIL": .email,
  ]
  /// Properties that say nothing about the person, or are no text: how the card was made, photos.
  private static let leftOut: Set<String> = [
    "VERSION", "PRODID", "REV", "PHOTO", "LOGO", "SOUND", "CLASS", "MAILER", "X-ABLABEL", "PROFILE",
    "SOURCE", "NAME", "CLIENTPIDMAP", "KIND", "XML", "X-ADDRESSBOOKSERVER-KIND",
  ]

  private mutating func take(_ property: VCardProperty) {
    if Self.leftOut.contains(property.name) { return }
    switch property.name {
    case "N": takeName(property)
    case "ORG": takeOrganization(property)
    case "ADR": takeAddress(property)
    case "TEL": takePhone(property)
    case "CATEGORIES":
      for item in text.items(property.text) { add("CATEGORIES", .groups, item) }
    case "NOTE": add("NOTE", .notes, text.plain(property.text))
    case "URL", "X-SOCIALPROFILE", "SOCIALPROFILE": takeSite(property)
    case "X-TOUCHBASE-KEY", "X-TOUCHBASE-ITEM", "X-TOUCHBASE-MORE": takeOwn(property)
    case "X-FRM-FREQUENCY", "X-FRM-IGNORE", "X-FRM-GROUP": takeHabit(property)
    default:
      let field = Self.plain[property.name]
      let label = field == .email ? label(of: property) : nil
      add(field == nil ? key(of: property) : property.name, field, value(property), label: label)
    }
  }

  private func value(_ property: VCardProperty) -> String {
    let value = text.plain(property.text)
    // A day with a time, 20090808T1430-0500, is told by the day.
    guard property.name == "BDAY", let time = value.firstIndex(of: "T") else { return value }
    return String(value[..<time])
  }

  private mutating func takeName(_ property: VCardProperty) {
    let parts = text.components(property.text)
    let fields: [(ImportField, String)] = [
      (.lastName, "family name"), (.firstName, "given name"), (.middleName, "additional name"),
      (.prefix, "name prefix"), (.suffix, "name suffix"),
    ]
    for ((field, name), part) in zip(fields, parts) { add(name, field, part) }
  }

  private mutating func takeOrganization(_ property: VCardProperty) {
    let parts = text.components(property.text)
    add("ORG", .organization, parts.first ?? "")
    add("department", nil, parts.dropFirst().filter { !$0.isEmpty }.joined(separator: ", "))
  }

  private mutating func takeAddress(_ property: VCardProperty) {
    let parts = text.components(property.text).map(PlainText.singleLine)
    if parts.count > 3 { add("ADR", .city, parts[3]) }
    // A city alone is told by its own key.
    if parts.enumerated().allSatisfy({ $0.offset == 3 || $0.element.isEmpty }) { return }
    let label = ([label(of: property)].compactMap(\.self) + ["address"]).joined(separator: " ")
    add(label, nil, parts.filter { !$0.isEmpty }.joined(separator: ", "))
  }

  private mutating func takePhone(_ property: VCardProperty) {
    var number = text.plain(property.text)
    if number.lowercased().hasPrefix("tel:") { number = String(number.dropFirst(4)) }
    number = number.replacing(";ext=", with: " ext. ")
    let label = label(of: property)
    let deaf = ["fax", "pager", "modem"]
    if property.types.contains(where: deaf.contains) {
      add(label ?? "fax", nil, number)
    } else {
      add("TEL", .phone, number, label: label)
    }
  }

  private mutating func takeSite(_ property: VCardProperty) {
    let kind = property.name == "URL" ? label(of: property) : property.types.first
    add(kind ?? property.name, .identity, text.plain(property.text), isOneItem: false)
  }

  /// What an export of ours keeps in cards.
  private mutating func takeOwn(_ property: VCardProperty) {
    let name = property.parameters["X-NAME"]?.first ?? property.name
    let field = property.name == "X-TOUCHBASE-MORE" ? nil : ImportField(rawValue: name)
    add(name, field, text.plain(property.text))
  }

  /// What frm keeps in cards.
  private mutating func takeHabit(_ property: VCardProperty) {
    let word = PlainText.singleLine(text.plain(property.text))
    switch property.name {
    case "X-FRM-GROUP": add("X-FRM-GROUP", .groups, word)
    case "X-FRM-IGNORE": if word.lowercased() == "true" { add("X-FRM-IGNORE", .every, "never") }
    default:
      let units: [Character: String] = ["d": "days", "w": "weeks", "m": "months", "y": "years"]
      let unit = word.last.flatMap { units[$0] }
      add("X-FRM-FREQUENCY", .every, unit.map { "\(word.dropLast()) \($0)" } ?? word)
    }
  }

  /// What sets a value apart from others of its property: `work`, `home fax`, GRAND_CENTRAL.
  private func label(of property: VCardProperty) -> String? {
    if let group = property.group, let label = labels[group] { return label }
    let silent = ["internet", "voice", "pref", "msg", "text", "video", "x400", "postal", "parcel"]
    let words = property.types.filter { !silent.contains($0) && !$0.isEmpty }
    return words.isEmpty ? nil : words.joined(separator: " ")
  }

  /// The key under which a property without field is kept.
  private func key(of property: VCardProperty) -> String {
    if let group = property.group, let label = labels[group] { return label }
    let kind = property.types.first { $0 != "pref" }
    return kind.map { "\(property.name) \($0)" } ?? property.name
  }
}
