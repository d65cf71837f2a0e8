/// friends.md: lists of friends, activities and notes under headings.
///
/// A friend is `- Grace Hopper (a.k.a. The Admiral) [Paris] @navy`. Activities and notes name
/// friends between asterisks and become dated notes of each of them.
///
/// Source: the README of JacobEvelyn/friends.
enum FriendsFormat: ImportFormat {
  private struct Friend {
    var cells: [ImportCell]
    let line: Int
  }

  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    var headings: Set<String> = []
    forEachLine(of: file) { heading, item, _ in if item == nil { headings.insert(heading) } }
    guard headings.contains("friends"), headings.contains("activities") else { return nil }
    var friends: [String: Friend] = [:]
    forEachLine(of: file) { heading, item, number in
      guard heading == "friends", let item else { return }
      let friend = friend(item, line: number)
      if friends[friend.name] == nil {
        friends[friend.name] = Friend(cells: friend.cells, line: number)
      }
    }
    forEachLine(of: file) { heading, item, _ in
      guard heading == "activities" || heading == "notes", let item else { return }
      let note = ImportCell(name: heading, field: .notes, text: plain(item))
      for name in names(in: item) { friends[name]?.cells.append(note) }
    }
    var list = ImportList(of: file.name)
    for friend in friends.values.sorted(by: { $0.line < $1.line }) {
      try list.add(friend.cells, line: friend.line)
    }
    return list
  }

  /// Passes on each heading, with no item, and each item below it.
  private static func forEachLine(
    of file: ImportFile,
    _ body: (_ heading: String, _ item: String?, _ number: Int) -> Void
  ) {
    var reader = LineReader(file.text[...])
    var heading = ""
    while let line = reader.next() {
      guard let first = line.bytes.first, "#-* \t".utf8.contains(first) else { continue }
      let text = PlainText.singleLine(String(decoding: line.bytes, as: UTF8.self))
      if text.hasPrefix("#") {
        heading = text.lowercased().filter(\.isLetter)
        body(heading, nil, line.number)
      } else if text.hasPrefix("- ") || text.hasPrefix("* ") {
        body(heading, String(text.dropFirst(2)), line.number)
      }
    }
  }

  private static func friend(_ item: String, line: Int) -> (name: String, cells: [ImportCell]) {
    var rest = item
    var cells: [ImportCell] = []
    if let city = take("[", "]", from: &rest) { cells.append(cell("location", .city, city)) }
    if let nicknames = take("(", ")", from: &rest) {
      for nickname in nicknames.replacing("a.k.a. ", with: "\n").split(whereSeparator: \.isNewline)
      {
        cells.append(cell("nickname", .nickname, String(nickname)))
      }
    }
    let words = rest.split(separator: " ")
    let name = words.filter { !$0.hasPrefix("@") }.joined(separator: " ")
    for word in words where word.hasPrefix("@") {
      cells.append(cell("group", .groups, String(word.dropFirst())))
    }
    return (name, [cell("name", .name, name)] + cells)
  }

  private static func cell(_ name: String, _ field: ImportField, _ text: String) -> ImportCell {
    ImportCell(name: name, field: field, text: text, isOneItem: true)
  }

  /// Cuts what stands between two signs out of a text.
  private static func take(
    _ open: Character,
    _ close: Character,
    from text: inout String
  ) -> String? {
    guard let start = text.firstIndex(of: open), let end = text[start...].firstIndex(of: close)
    else { return nil }
    let inside = String(text[start..<end].dropFirst())
    text.removeSubrange(start...end)
    return inside
  }

  private static func names(in item: String) -> Set<String> {
    let parts = item.split(separator: "**", omittingEmptySubsequences: false)
    return Set(parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) })
  }

  /// The item without emphasis; tags are written as notes have them.
  private static func plain(_ item: String) -> String {
    let words = item.replacing("**", with: "").split(separator: " ").map { word in
      word.hasPrefix("@") ? "#" + word.dropFirst() : word.filter { $0 != "_" }
    }
    return words.joined(separator: " ").replacing(": ", with: " ", maxReplacements: 1)
  }
}
