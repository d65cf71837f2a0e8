/// A Word document: its tables, and its paragraphs as a list.
///
/// Lines are counted as paragraphs and rows, since a document has no lines of its own.
enum WordFormat {
  /// What a document tells; nil when the archive is none.
  ///
  /// - Throws: ``ContactsError``.
  static func list(
    in archive: ZipArchive,
    name: String,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    guard let document = try WordDocument(archive, name: name) else { return nil }
    var list = ImportList(of: name)
    var lines: [ListLine] = []
    var number = 0
    var isAfterBlank = false
    for block in document.blocks + document.insets {
      switch block {
      case .paragraph(let paragraph):
        number += 1
        guard let line = line(of: paragraph, number: number, isAfterBlank: isAfterBlank) else {
          isAfterBlank = true
          continue
        }
        lines.append(line)
        isAfterBlank = false
      case .table(let rows):
        let start = number + 1
        number += rows.count
        lines += try add(rows, to: &list, start: start, mapping: mapping)
        isAfterBlank = true
      }
    }
    let people = ListReader(lines)
    guard !list.entries.isEmpty || people.isListOfPeople else {
      throw ContactsError.notAList(file: name)
    }
    try people.add(to: &list)
    return list
  }

  /// Adds the rows below a header; a table without one gives its rows as lines.
  private static func add(
    _ rows: [[WordDocument.Paragraph]],
    to list: inout ImportList,
    start: Int,
    mapping: ColumnMapping
  ) throws(ContactsError) -> [ListLine] {
    let texts = rows.map { $0.map(text) }
    let header = texts.prefix(3).firstIndex { PeopleTable.score(of: $0, mapping: mapping) > 0 }
    guard let header else {
      return texts.enumerated().map { index, cells in
        let parts = cells.flatMap { PlainText.lines($0) }
        return ListLine(
          text: parts.joined(separator: ", "),
          isAfterBlank: true,
          number: start + index
        )
      }.filter { !$0.text.isEmpty }
    }
    let table = PeopleTable(header: texts[header], mapping: mapping)
    list.columns += table.columns
    for index in texts.indices where index > header {
      try list.add(table.cells(of: texts[index]), line: start + index)
    }
    return []
  }

  private static func line(
    of paragraph: WordDocument.Paragraph,
    number: Int,
    isAfterBlank: Bool
  ) -> ListLine? {
    // A line end within a paragraph is less than one between two.
    let text = PlainText.lines(text(of: paragraph)).joined(separator: ", ")
    guard !text.isEmpty else { return nil }
    var line = ListLine(text: text, isAfterBlank: isAfterBlank, number: number)
    let style = paragraph.style.lowercased()
    let headings = ["heading", "berschrift", "titre", "title", "titel", "kop"]
    if headings.contains(where: style.contains) {
      line.kind = .heading(style.last?.wholeNumberValue ?? 0)
    } else if let level = paragraph.listLevel {
      (line.kind, line.depth) = (.item, level + 1)
    }
    return line
  }

  /// The text, and the addresses that its links have and it does not show.
  private static func text(of paragraph: WordDocument.Paragraph) -> String {
    let addresses = paragraph.links.filter { $0.lowercased().hasPrefix("mailto:") }.map { link in
      String(link.dropFirst(7).prefix { $0 != "?" })
    }
    let hidden = addresses.filter { !paragraph.text.contains($0) }
    return ([paragraph.text] + hidden.map { "<\($0)>" }).joined(separator: " ")
  }
}
