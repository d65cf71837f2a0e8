internal import MailMessage

/// Address books of directories and of Thunderbird, as LDIF.
///
/// Source: RFC 2849; Thunderbird's and inetOrgPerson's (RFC 2798) names of attributes.
enum LDIFFormat: ImportFormat {
  /// The attributes of one entry, and the line it begins on.
  private typealias Record = (attributes: [(name: String, value: String)], line: Int)

  private static let fields: [String: ImportField] = [
    "cn": .name, "displayname": .name, "givenname": .firstName, "sn": .lastName,
    "mail": .email, "mozillasecondemail": .email, "mozillanickname": .nickname,
    "xmozillanickname": .nickname, "telephonenumber": .phone, "homephone": .phone, "mobile": .phone,
    "o": .organization, "company": .organization, "title": .role, "l": .city,
    "mozillahomelocalityname": .city, "description": .notes, "birthyear": .birthYear,
    "birthmonth": .birthMonth, "birthday": .birthDay, "preferredlanguage": .language,
    "objectclass": .ignore, "modifytimestamp": .ignore, "jpegphoto": .ignore, "dn": .ignore,
    "changetype": .ignore, "version": .ignore, "entryuuid": .identity,
  ]
  private static let labels = [
    "telephonenumber": "work", "homephone": "home", "mobile": "mobile",
  ]

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let first = file.firstLines(20).first { !$0.text.hasPrefix("#") }?.text.lowercased() ?? ""
    guard first.hasPrefix("dn:") || first.hasPrefix("version: ") || first.hasPrefix("version:1")
    else { return nil }
    var list = ImportList(of: file.name)
    var lines = LineReader(file.text[...])
    var record: Record = ([], 0)
    while let line = lines.next() {
      if line.bytes.isEmpty {
        try add(record, to: &list)
        record = ([], 0)
      } else {
        take(line.bytes, number: line.number, into: &record)
      }
    }
    try add(record, to: &list)
    return list
  }

  /// Takes `name: value`, `name:: base64`, or what continues the value before.
  private static func take(_ line: ArraySlice<UInt8>, number: Int, into record: inout Record) {
    if line.first == UInt8(ascii: "#") { return }
    if line.first == 0x20, !record.attributes.isEmpty {
      let rest = String(decoding: line.dropFirst(), as: UTF8.self)
      record.attributes[record.attributes.count - 1].value += rest
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return }
    if record.attributes.isEmpty { record.line = number }
    let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    record.attributes.append((name, String(decoding: line[(colon + 1)...], as: UTF8.self)))
  }

  private static func add(_ record: Record, to list: inout ImportList) throws(ContactsError) {
    let isGroup = record.attributes.contains {
      $0.name == "objectclass" && $0.value.lowercased().contains("groupofnames")
    }
    if isGroup { return try list.skip(.groupOfCards, line: record.line) }
    var cells: [ImportCell] = []
    for attribute in record.attributes {
      // Options, `cn;lang-de`, and prefixes of schemas say nothing more.
      let name = attribute.name.split(separator: ";").first.map(String.init) ?? ""
      guard let value = decoded(attribute.value) else { continue }
      let field = fields[name]
      // Thunderbird writes the full name twice.
      let isSecondName = field == .name && cells.contains { $0.field == .name && $0.text == value }
      if isSecondName { continue }
      let cell = ImportCell(
        name: name,
        field: field,
        text: value,
        label: labels[name],
        isOneItem: field != .email
      )
      cells.append(cell)
    }
    try list.add(cells, line: record.line)
  }

  /// The text behind the first colon; nil where a URL stands for it.
  private static func decoded(_ value: String) -> String? {
    switch value.first {
    case ":":
      let octets = Base64.decode(value.dropFirst().utf8)
      return TextDecoding.text(octets, charset: "")
    case "<": return nil
    default: return PlainText.singleLine(value)
    }
  }
}
