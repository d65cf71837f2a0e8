package import DurableFiles

extension DraftFolder {
  /// Gives a contact another id in every draft to it, and the draft the name that goes with it; all
  /// else of a draft stays as it is.
  ///
  /// - Returns: How many drafts there were.
  package func rename(_ id: String, to other: String) throws(FileSystemError) -> Int {
    let drafts = try all().filter { $0.contacts.contains(id) }
    for draft in drafts {
      let contacts = draft.contacts.map { $0 == id ? other : $0 }
      try replace(draft, with: draft.naming(contacts), path: draft.path(for: contacts))
    }
    return drafts.count
  }
}

extension Draft {
  /// The bytes with other ids in the header line that says for whom the draft is.
  fileprivate func naming(_ contacts: [String]) -> [UInt8] {
    guard let field = fields.first(where: { $0.isNamed(DraftField.Name.contact) }) else {
      return source
    }
    var lines = source.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let index = field.line - 1
    guard lines.indices.contains(index), let colon = lines[index].firstIndex(of: UInt8(ascii: ":"))
    else { return source }
    let isCRLF = lines[index].last == UInt8(ascii: "\r")
    let value = " " + contacts.joined(separator: ", ") + (isCRLF ? "\r" : "")
    let rest = lines[(index + 1)...].drop { $0.first == 0x20 || $0.first == 0x09 }
    lines[index] = lines[index][...colon] + Array(value.utf8)
    return Array((lines[...index] + rest).joined(separator: [UInt8(ascii: "\n")]))
  }

  /// The path that goes with other ids; a name that the person gave to the file stays.
  fileprivate func path(for contacts: [String]) -> String {
    let old = "-" + self.contacts.joined(separator: "+") + ".eml"
    let new = "-" + contacts.joined(separator: "+") + ".eml"
    let stem = path.dropLast(old.count)
    guard path.hasSuffix(old), stem.utf8.count + new.utf8.count < 200 else { return path }
    return stem + new
  }
}
