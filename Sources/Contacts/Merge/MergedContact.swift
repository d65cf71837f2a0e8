internal import MailMessage

/// One file made of two about one person, without losing a word of either.
///
/// Lists and notes are joined, the kept file's first. Where both say something else under one key, the
/// kept file's word stays, and the other's goes under `more:` with the other file's id. Who asked in
/// either file to be left alone is left alone.
package struct MergedContact: Sendable {
  /// The kept file with everything of the other.
  package let file: ContactFile

  /// Makes the file of two that were read.
  ///
  /// - Throws: ``ContactsError/notEditable(path:key:)``, ``ContactsError/broken(_:)``.
  package init(_ kept: ContactFile, _ other: ContactFile) throws(ContactsError) {
    let changes: [Field]
    do {
      changes = Self.changes(of: try kept.contact(), with: try other.contact())
    } catch {
      throw .broken(error)
    }
    var file = kept
    for field in changes { file = try file.setting(field.key, to: field.value) }
    do {
      self.file = try file.appending(body: other)
    } catch {
      throw .broken(error)
    }
  }

  /// The keys to set, in the other file's order.
  static func changes(of mine: Contact, with theirs: Contact) -> [Field] {
    var changes: [Field] = []
    var more = mapping(mine["more"])
    let before = more
    for field in theirs.fields where field.value != .null {
      if field.key == "more" {
        for fact in mapping(field.value) where !more.contains(fact) {
          let isFree = !more.contains { $0.key == fact.key }
          if isFree { more.append(fact) } else { add(fact, to: &more, from: theirs.id) }
        }
        continue
      }
      guard let own = mine[field.key], own != .null else {
        changes.append(field)
        continue
      }
      if own == field.value { continue }
      if isList(field.key) {
        let items = texts(own, field.key) + texts(field.value, field.key)
        changes.append(Field(key: field.key, value: .list(unique(items, field.key))))
      } else if field.key == "do_not_contact" {
        changes.append(Field(key: field.key, value: .boolean(true)))
      } else {
        add(Field(key: field.key, value: .text(text(field.value))), to: &more, from: theirs.id)
      }
    }
    if more != before { changes.append(Field(key: "more", value: .mapping(more))) }
    return changes
  }

  /// A fact under a name that is free; the other file's id tells it from one's own.
  private static func add(_ fact: Field, to more: inout [Field], from id: String) {
    var key = "\(fact.key) of \(id)"
    var number = 1
    while let known = more.first(where: { $0.key == key }) {
      // Merged before, by somebody who was interrupted.
      if known.value == fact.value { return }
      number += 1
      key = "\(fact.key) of \(id) \(number)"
    }
    more.append(Field(key: key, value: fact.value))
  }

  private static func isList(_ key: String) -> Bool {
    ["email", "phone", ImportedDigests.key, "not_same_as"].contains(key)
      || ImportField.listKeys.contains(key)
  }

  private static func mapping(_ value: FieldValue?) -> [Field] {
    if case .mapping(let fields) = value { return fields }
    return []
  }

  private static func texts(_ value: FieldValue, _ key: String) -> [FieldValue] {
    if case .list(let items) = value { return items }
    guard let text = value.scalarText else { return [] }
    return ImportField.listKeys.contains(key)
      ? text.commaSeparated.map(FieldValue.text) : [value]
  }

  private static func unique(_ items: [FieldValue], _ key: String) -> [FieldValue] {
    var seen: Set<String> = []
    return items.filter { item in
      let text = item.scalarText ?? "\(item)"
      let digits = text.filter(\.isNumber)
      let isNumber = key == "phone" && digits.count >= 7
      return seen.insert(isNumber ? digits : text.lowercased()).inserted
    }
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .list(let items): items.map(text).joined(separator: ", ")
    case .mapping(let fields):
      fields.map { "\($0.key): \(text($0.value))" }.joined(separator: "; ")
    case .text, .integer, .boolean, .null: value.scalarText ?? ""
    }
  }
}

extension ContactFile {
  /// The file with what stands below another's front matter behind its own, but for what it has.
  fileprivate func appending(body other: ContactFile) throws(ContactProblem) -> ContactFile {
    let known = Set(Self.blocks(body))
    let new = Self.blocks(other.body).filter { !known.contains($0) && !PlainText.isBlank($0) }
    guard !new.isEmpty else { return self }
    let isEnded = bytes.last == UInt8(ascii: "\n")
    // A paragraph without a blank line before it would belong to the item above.
    let lines = new.map { ($0.hasPrefix("- ") ? "" : "\n") + $0 + "\n" }
    let text = (isEnded ? "" : "\n") + lines.joined()
    return try ContactFile(path: path, bytes: bytes + Array(text.utf8))
  }

  /// The lines of a body, each with those that are indented below it.
  private static func blocks(_ body: String) -> [String] {
    var blocks: [String] = []
    for line in body.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if let first = line.first, first.isWhitespace, !blocks.isEmpty {
        blocks[blocks.count - 1] += "\n" + line
      } else {
        blocks.append(String(line))
      }
    }
    return blocks
  }
}
