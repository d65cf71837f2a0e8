/// Cards of versions 2.1, 3.0 and 4.0.
///
/// Source: RFC 6350, RFC 2426, the versit consortium's vCard 2.1.
enum VCardFormat: ImportFormat {
  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let isCard = file.firstLines(20).contains { line in
      line.text.uppercased().filter { $0 != " " } == "BEGIN:VCARD"
    }
    guard isCard else { return nil }
    var list = ImportList(of: file.name)
    var reader = VCardReader(file.bytes)
    while let item = reader.next() {
      switch item {
      case .notClosed(let line): try list.skip(.cardNotClosed, line: line)
      case .card(let card):
        if VCardPerson.isGroup(card) {
          try list.skip(.groupOfCards, line: card.line)
        } else {
          try list.add(VCardPerson(card).cells, line: card.line)
        }
      }
    }
    return list
  }
}
