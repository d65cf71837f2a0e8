internal import MailMessage

/// Mutt's aliases: `alias ada Ada Park <ada@example.net> # met at PrintFest`.
///
/// An alias of several addresses is a group of these people. Other commands of a muttrc are passed
/// by.
///
/// Source: the manual of Mutt, "Defining/Using Aliases".
enum MuttAliasFormat: ImportFormat {
  static func list(
    in file: ImportFile,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList? {
    let first = file.firstLines(40).filter { !$0.text.hasPrefix("#") }
    guard first.contains(where: { $0.text.hasPrefix("alias ") && $0.text.contains("@") }) else {
      return nil
    }
    var list = ImportList(of: file.name)
    var lines = LineReader(file.text[...])
    while let line = lines.next() {
      var text = String(decoding: line.bytes, as: UTF8.self)
      while text.hasSuffix("\\"), let next = lines.next() {
        text = text.dropLast() + String(decoding: next.bytes, as: UTF8.self)
      }
      try take(PlainText.singleLine(text), line: line.number, into: &list)
    }
    return list
  }

  private static func take(
    _ line: String,
    line number: Int,
    into list: inout ImportList
  ) throws(ContactsError) {
    var words = line.split(separator: " ", omittingEmptySubsequences: true)[...]
    guard words.popFirst() == "alias" else { return }
    var groups: [String] = []
    while words.first == "-group", words.count > 2 {
      groups.append(String(words[words.startIndex + 1]))
      words = words.dropFirst(2)
    }
    let key = words.popFirst().map(String.init) ?? ""
    let (addresses, comment) = parted(words.joined(separator: " "))
    let parsed = Result { () throws(AddressError) in try AddressList.parse(addresses) }
    guard case .success(let mailboxes) = parsed else {
      return try list.skip(.noAddress(addresses, reason: reason(of: parsed)), line: number)
    }
    let isGroup = mailboxes.count > 1
    for mailbox in mailboxes {
      let name = mailbox.displayName ?? (isGroup ? nil : nameInComment(addresses))
      let cells = cells(
        mailbox,
        name: name,
        nickname: isGroup ? "" : key,
        groups: isGroup ? groups + [key] : groups
      )
      let note = ImportCell(name: "notes", field: .notes, text: comment)
      try list.add(cells + [note], line: number)
    }
  }

  private static func reason(of result: Result<[Mailbox], AddressError>) -> String {
    if case .failure(let error) = result { return "\(error)" }
    return ""
  }

  /// The addresses, and the comment behind a `#` outside of quotes.
  private static func parted(_ text: String) -> (addresses: String, comment: String) {
    var isQuoted = false
    for index in text.indices {
      if text[index] == "\"" { isQuoted.toggle() }
      guard text[index] == "#", !isQuoted else { continue }
      return (String(text[..<index]), PlainText.singleLine(String(text[index...].dropFirst())))
    }
    return (text, "")
  }

  /// `ada@example.net (Ada Park)`, as mail was addressed before RFC 822.
  private static func nameInComment(_ text: String) -> String? {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return nil
    }
    return String(text[open..<close].dropFirst())
  }

  private static func cells(
    _ mailbox: Mailbox,
    name: String?,
    nickname: String,
    groups: [String]
  ) -> [ImportCell] {
    let straight = name.map { FirstName.straightened($0) ?? $0 }
    return [
      ImportCell(name: "name", field: .name, text: straight ?? ""),
      ImportCell(name: "alias", field: name == nil ? .nickname : nil, text: nickname),
      ImportCell(name: "email", field: .email, text: mailbox.address.description),
    ] + groups.map { ImportCell(name: "group", field: .groups, text: $0, isOneItem: true) }
  }
}
