internal import FoundationEssentials

/// The JSON export of Monica 4.
///
/// Contacts that stand for somebody's relative only ("partial") are left out with a word.
///
/// Source: monicahq/monica, app/ExportResources.
enum MonicaFormat: ImportFormat {
  private static let fields: [String: ImportField] = [
    "first_name": .firstName, "middle_name": .middleName, "last_name": .lastName,
    "nickname": .nickname, "description": .notes, "job": .role, "company": .organization,
  ]
  /// What says nothing about the person.
  private static let leftOut: Set<String> = [
    "is_starred", "is_partial", "is_active", "is_dead", "last_consulted_at", "number_of_views",
    "vcard", "distant_etag", "avatar", "stay_in_touch_trigger_date", "stay_in_touch_frequency",
    "first_met_through", "first_met_reminder", "deceased_reminder", "tags", "birthdate",
    "deceased_date", "first_met_date",
  ]

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let start = file.firstLines(4).map(\.text).joined().prefix(400)
    guard start.hasPrefix("{"), start.contains("\"account\"") else { return nil }
    guard let account = try tree(of: file)["account"] else { return nil }
    let kinds = kinds(of: account)
    var list = ImportList(of: file.name)
    let contacts = account["data"].items.filter { $0["type"]?.text == "contact" }
      .flatMap { $0["values"].items }
    for (index, contact) in contacts.enumerated() {
      if contact["properties"]?["is_partial"]?.isTrue ?? false {
        try list.skip(.partOfAnother, line: index + 1)
      } else {
        try list.add(cells(of: contact, kinds: kinds), line: index + 1)
      }
    }
    return list
  }

  private static func tree(of file: ImportFile) throws(ContactsError) -> JSONTree {
    do {
      return try JSONDecoder().decode(JSONTree.self, from: Data(file.bytes))
    } catch {
      // The decoder's words are of its own workings.
      throw ContactsError.brokenFile(file: file.name, reason: "it is damaged, or ends too early")
    }
  }

  /// What the kinds of contact fields are called, by their ids.
  private static func kinds(of account: JSONTree) -> [String: (name: String, type: String)] {
    var kinds: [String: (name: String, type: String)] = [:]
    for kind in account["instance"]?["contact_field_types"].items ?? [] {
      let properties = kind["properties"] ?? kind
      let type = properties["type"]?.text ?? properties["protocol"]?.text ?? ""
      kinds[kind["uuid"]?.text ?? ""] = (properties["name"]?.text ?? "", type)
    }
    return kinds
  }

  private static func cells(
    of contact: JSONTree,
    kinds: [String: (name: String, type: String)]
  ) -> [ImportCell] {
    var cells = [
      ImportCell(name: "UID", field: .identity, text: contact["uuid"]?.text ?? "", isOneItem: true)
    ]
    let properties = contact["properties"] ?? .null
    for (key, value) in properties.entries where !leftOut.contains(key) {
      cells.append(
        ImportCell(name: key, field: fields[key], text: value.text ?? "", isOneItem: true)
      )
    }
    for tag in properties["tags"].items {
      cells.append(ImportCell(name: "tag", field: .groups, text: tag.text ?? "", isOneItem: true))
    }
    cells += days(of: properties)
    for collection in contact["data"].items {
      for value in collection["values"].items {
        cells += Self.cells(of: value, type: collection["type"]?.text ?? "", kinds: kinds)
      }
    }
    return cells
  }

  private static func days(of properties: JSONTree) -> [ImportCell] {
    var cells: [ImportCell] = []
    let birthday = properties["birthdate"]
    // One that follows from an age is a guess.
    if !(birthday?["is_age_based"]?.isTrue ?? false), let day = birthday?["date"]?.text {
      let isYearUnknown = birthday?["is_year_unknown"]?.isTrue ?? false
      let text = isYearUnknown ? "--" + day.prefix(10).dropFirst(5) : String(day.prefix(10))
      cells.append(ImportCell(name: "birthdate", field: .birthday, text: text))
    }
    if let met = properties["first_met_date"]?["date"]?.text {
      cells.append(ImportCell(name: "first met", field: .met, text: String(met.prefix(10))))
    }
    if properties["is_dead"]?.isTrue ?? false {
      let day = properties["deceased_date"]?["date"]?.text.map { String($0.prefix(10)) }
      cells.append(ImportCell(name: "died", field: .died, text: day ?? "true"))
    }
    return cells
  }

  private static func cells(
    of value: JSONTree,
    type: String,
    kinds: [String: (name: String, type: String)]
  ) -> [ImportCell] {
    let properties = value["properties"] ?? value
    let day = (properties["happened_at"] ?? properties["called_at"] ?? value["created_at"])?.text
    func note(_ text: String?) -> [ImportCell] {
      let lines = PlainText.lines(text ?? "").map { line in
        day.map { "\($0.prefix(10)) \(line)" } ?? line
      }
      return lines.map { ImportCell(name: type, field: .notes, text: $0) }
    }
    switch type {
    case "note": return note(properties["body"]?.text)
    case "call": return note(properties["content"]?.text)
    case "life_event":
      return note(
        [properties["name"]?.text, properties["note"]?.text].compactMap(\.self).joined(
          separator: ": "
        )
      )
    case "task":
      let isDone = properties["completed"]?.isTrue ?? false
      let title = properties["title"]?.text ?? ""
      return [ImportCell(name: type, field: .notes, text: "- [\(isDone ? "x" : " ")] \(title)")]
    case "contact_field": return [field(properties, kinds: kinds)]
    case "address": return address(properties)
    default:
      // Gifts, debts, reminders, pets: what they say, in one line.
      let words = properties.entries.compactMap { $0.value.text }
      return words.isEmpty
        ? [] : [ImportCell(name: type, field: nil, text: words.joined(separator: ", "))]
    }
  }

  private static func field(
    _ properties: JSONTree,
    kinds: [String: (name: String, type: String)]
  ) -> ImportCell {
    let kind = properties["type"]?.text.flatMap { kinds[$0] }
    let text = properties["data"]?.text ?? ""
    let type = (kind?.type ?? "").lowercased()
    let field: ImportField? =
      type.hasPrefix("email") || type == "mailto:" || kind == nil && text.contains("@")
      ? .email : type.hasPrefix("phone") || type == "tel:" ? .phone : nil
    return ImportCell(name: kind?.name ?? "contact field", field: field, text: text)
  }

  private static func address(_ properties: JSONTree) -> [ImportCell] {
    let place = properties["place"] ?? properties
    let keys = ["street", "postal_code", "city", "province", "country"]
    let parts = keys.compactMap { place[$0]?.text }.filter { !$0.isEmpty }
    return [
      ImportCell(name: "city", field: .city, text: place["city"]?.text ?? "", isOneItem: true),
      ImportCell(name: "address", field: nil, text: parts.joined(separator: ", ")),
    ]
  }
}
