/// The bytes of one contact file, and edits that leave all other bytes as they are.
package struct ContactFile: Sendable {
  package let bytes: [UInt8]
  private let text: ContactText

  /// Takes the bytes of a file.
  ///
  /// - Parameters:
  ///   - path: Relative to the workspace: `contacts/ada-park.md`.
  ///   - bytes: The whole file.
  /// - Throws: What makes the file no contact file at all: encoding, size, missing front matter.
  package init(path: String, bytes: [UInt8]) throws(ContactProblem) {
    self.bytes = bytes
    self.text = try ContactText(path: path, bytes: bytes)
  }

  /// A file for somebody new.
  ///
  /// - Parameters:
  ///   - path: Relative to the workspace.
  ///   - fields: The front matter; null values are left out.
  ///   - notes: What stands below it.
  /// - Throws: ``ContactProblem`` when the file would be too large.
  package init(path: String, fields: [Field], notes: [NewNote] = []) throws(ContactProblem) {
    let keys = fields.filter { $0.value != .null }.map { $0.lines(lineEnd: "\n") }.joined()
    let items = notes.map { "- \($0.line)\n" }.joined()
    try self.init(path: path, bytes: Array("---\n\(keys)---\n\(items)".utf8))
  }

  /// Relative to the workspace.
  package var path: String { text.path }

  /// What stands below the front matter.
  var body: String { String(decoding: bytes[text.body], as: UTF8.self) }

  /// The person that the file tells of; the id is the file's stem.
  ///
  /// - Throws: The first thing that leaves no usable contact; lesser findings are in
  ///   ``Contact/problems``.
  package func contact() throws(ContactProblem) -> Contact {
    let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let file = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    let id = String(file.hasSuffix(".md") ? file.dropLast(3) : file)
    if let contact = ContactReader.plainContact(text, id: id) { return contact }
    var reader = try ContactReader(text)
    return try reader.contact(id: id)
  }

  /// The file with a note behind the last one.
  package func appending(_ note: NewNote) throws(ContactProblem) -> ContactFile {
    try ContactFile(path: path, bytes: text.appending(note))
  }

  /// The file with a top-level key set, in its place or else below the others.
  ///
  /// A comment behind a value on one line stays. What the edit gives is read back: unless it holds
  /// the new value and all else as before, it is refused.
  /// - Parameters:
  ///   - key: The key, as spelled in the file.
  ///   - value: The new value; null takes the key and its lines away.
  /// - Returns: The edited file.
  /// - Throws: ``ContactsError/notEditable(path:key:)`` for front matter that cannot be edited by
  ///   whole lines, such as one in braces; ``ContactsError/broken(_:)``.
  package func setting(_ key: String, to value: FieldValue) throws(ContactsError) -> ContactFile {
    let before: [Field]
    do {
      before = try fields()
    } catch {
      throw .broken(error)
    }
    do {
      let edited = try text.setting(Field(key: key, value: value))
      let file = try ContactFile(path: path, bytes: edited)
      if try file.fields() == Self.fields(before, setting: key, to: value) { return file }
    } catch {
      // The edit broke the file: the same refusal as an edit that changed something else.
    }
    throw .notEditable(path: path, key: key)
  }

  private static func fields(
    _ fields: [Field],
    setting key: String,
    to value: FieldValue
  ) -> [Field] {
    let new = value == .null ? [] : [Field(key: key, value: value)]
    guard let index = fields.firstIndex(where: { $0.key == key }) else { return fields + new }
    return Array(fields[..<index]) + new + Array(fields[(index + 1)...])
  }

  private func fields() throws(ContactProblem) -> [Field] {
    try FrontMatter(text).entries.map { Field(key: $0.key, value: FieldValue($0.node) ?? .null) }
  }
}
