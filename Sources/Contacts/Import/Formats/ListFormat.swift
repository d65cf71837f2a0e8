/// A list of people as somebody types it, in plain text or Markdown.
enum ListFormat: ImportFormat {
  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    var lines: [ListLine] = []
    var reader = LineReader(file.text[...])
    var isAfterBlank = false
    while let line = reader.next() {
      guard var read = ListLine(markdown: line.bytes, number: line.number) else {
        isAfterBlank = true
        continue
      }
      read.isAfterBlank = isAfterBlank
      isAfterBlank = false
      lines.append(read)
      guard lines.count <= ImportList.recordLimit else {
        throw ContactsError.tooManyRecords(file: file.name, limit: ImportList.recordLimit)
      }
    }
    let people = ListReader(lines)
    guard people.isListOfPeople else { return nil }
    var list = ImportList(of: file.name)
    try people.add(to: &list)
    return list
  }
}
