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
        if !isAfterBlank, let level = underlineLevel(line.bytes), lines.last?.kind == .plain {
          lines[lines.count - 1].kind = .heading(level)
        }
        isAfterBlank = true
        continue
      }
      read.isAfterBlank = isAfterBlank
      // "People" above people is none of them.
      if lines.isEmpty, read.kind == .plain, ImportField(columnName: read.text) == .name {
        read.kind = .heading(0)
      }
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

  /// The level of the heading whose underline a line is: `=====` or `-----`.
  ///
  /// Source: CommonMark 0.31 §4.3.
  private static func underlineLevel(_ line: ArraySlice<UInt8>) -> Int? {
    let marks = line.filter { $0 > 0x20 }
    guard marks.count >= 3, let first = marks.first, marks.allSatisfy({ $0 == first }) else {
      return nil
    }
    return first == UInt8(ascii: "=") ? 1 : first == UInt8(ascii: "-") ? 2 : nil
  }
}
