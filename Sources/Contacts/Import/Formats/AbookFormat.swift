/// The address book of abook: sections `[0]` of `key=value` lines.
///
/// Source: abook 0.6, `abook --formats` and its data file.
enum AbookFormat: ImportFormat {
  private static let fields: [String: ImportField] = [
    "name": .name, "email": .email, "phone": .phone, "workphone": .phone, "mobile": .phone,
    "nick": .nickname, "notes": .notes, "city": .city, "groups": .groups, "birthday": .birthday,
  ]
  private static let labels = ["phone": "home", "workphone": "work", "mobile": "mobile"]

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let lines = file.firstLines(20).map(\.text)
    guard lines.contains("program=abook") || lines.contains("# abook addressbook file") else {
      return nil
    }
    var list = ImportList(of: file.name)
    var section: (cells: [ImportCell], line: Int) = ([], 0)
    var reader = LineReader(file.text[...])
    while let line = reader.next() {
      let text = PlainText.singleLine(String(decoding: line.bytes, as: UTF8.self))
      if text.hasPrefix("["), text.hasSuffix("]") {
        try list.add(section.cells, line: section.line)
        section = ([], line.number)
      } else if let cell = cell(in: text), section.line > 0 {
        section.cells.append(cell)
      }
    }
    try list.add(section.cells, line: section.line)
    return list
  }

  private static func cell(in line: String) -> ImportCell? {
    guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { return nil }
    let key = String(line[..<equals]).lowercased()
    // What the section [format] says is about the file.
    if key == "program" || key == "version" { return nil }
    let text = String(line[equals...].dropFirst())
    return ImportCell(name: key, field: fields[key], text: text, label: labels[key])
  }
}
