internal import MailMessage

extension Contact {
  /// Writes everything but the id and path, which follow from the file's name, and the problems, since
  /// a file that has any is read each time.
  func pack(into writer: inout PackedWriter) {
    writer.text(name)
    writer.optional(firstName)
    writer.list(emails) { $0.text($1.description) }
    for texts in [phones, groups, offers, needs, knows] { writer.texts(texts) }
    for text in [organization, role, city, met, language, form, greeting] { writer.optional(text) }
    writer.optional(channel?.rawValue)
    writer.optional(every?.description)
    writer.texts(no.map(\.rawValue))
    writer.flag(doNotContact)
    writer.optional(died)
    writer.optional(birthday?.description)
    writer.optional(snooze?.description)
    writer.optional(template)
    writer.list(fields) { $1.pack(into: &$0) }
    writer.list(notes) { $1.pack(into: &$0) }
  }

  /// Reads what ``pack(into:)`` wrote; the arguments are evaluated in that order.
  convenience init(id: String, from reader: inout PackedReader) throws(PackedReader.Damage) {
    self.init(
      id: id,
      path: "\(AddressBook.folderName)/\(id).md",
      name: try reader.text(),
      firstName: try reader.optional(),
      emails: try reader.list { reader throws(PackedReader.Damage) in try EmailAddress(&reader) },
      phones: try reader.texts(),
      groups: try reader.texts(),
      offers: try reader.texts(),
      needs: try reader.texts(),
      knows: try reader.texts(),
      organization: try reader.optional(),
      role: try reader.optional(),
      city: try reader.optional(),
      met: try reader.optional(),
      language: try reader.optional(),
      form: try reader.optional(),
      greeting: try reader.optional(),
      channel: try reader.value(Channel.init(rawValue:)),
      every: try reader.value(Cadence.init),
      no: Set(try reader.texts().compactMap(Channel.init(rawValue:))),
      doNotContact: try reader.flag(),
      died: try reader.optional(),
      birthday: try reader.value(Birthday.init),
      snooze: try reader.value { CalendarDay(iso8601: $0) },
      template: try reader.optional(),
      fields: try reader.list { reader throws(PackedReader.Damage) in try Field(&reader) },
      notes: try reader.list { reader throws(PackedReader.Damage) in try Note(&reader) },
      problems: []
    )
  }
}

extension PackedReader {
  /// A value that is written as a text.
  fileprivate mutating func value<Value>(
    _ read: (String) -> Value?
  ) throws(Damage) -> Value? {
    guard let text = try optional() else { return nil }
    guard let value = read(text) else { throw Damage() }
    return value
  }
}

extension EmailAddress {
  fileprivate init(_ reader: inout PackedReader) throws(PackedReader.Damage) {
    let text = try reader.text()
    do {
      self = try EmailAddress(text)
    } catch {
      throw PackedReader.Damage()
    }
  }
}

extension Note {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.text(id)
    writer.text(text)
    writer.optional(say)
    writer.optional(date?.description)
    writer.texts(tags)
    writer.flag(isPrivate)
    writer.optional(promise.map { $0 == .open ? "open" : "kept" })
    writer.count(line)
  }

  fileprivate init(_ reader: inout PackedReader) throws(PackedReader.Damage) {
    self.init(
      id: try reader.text(),
      text: try reader.text(),
      say: try reader.optional(),
      date: try reader.value { CalendarDay(iso8601: $0) },
      tags: try reader.texts(),
      isPrivate: try reader.flag(),
      promise: try reader.value { $0 == "open" ? .open : $0 == "kept" ? .kept : nil },
      line: try reader.signed()
    )
  }
}

extension Field {
  fileprivate func pack(into writer: inout PackedWriter) {
    writer.text(key)
    value.pack(into: &writer)
  }

  fileprivate init(_ reader: inout PackedReader, depth: Int = 0) throws(PackedReader.Damage) {
    self.init(key: try reader.text(), value: try FieldValue(&reader, depth: depth))
  }
}

extension FieldValue {
  fileprivate func pack(into writer: inout PackedWriter) {
    switch self {
    case .null: writer.number(0)
    case .text(let text):
      writer.number(1)
      writer.text(text)
    case .integer(let integer):
      writer.number(2)
      writer.signed(integer)
    case .boolean(let boolean): writer.number(boolean ? 4 : 3)
    case .list(let items):
      writer.number(5)
      writer.list(items) { $1.pack(into: &$0) }
    case .mapping(let fields):
      writer.number(6)
      writer.list(fields) { $1.pack(into: &$0) }
    }
  }

  fileprivate init(_ reader: inout PackedReader, depth: Int) throws(PackedReader.Damage) {
    // No file that was read is deeper.
    guard depth <= 2 * YAMLLimits.depth else { throw PackedReader.Damage() }
    switch try reader.number() {
    case 0: self = .null
    case 1: self = .text(try reader.text())
    case 2: self = .integer(try reader.signed())
    case 3: self = .boolean(false)
    case 4: self = .boolean(true)
    case 5:
      self = .list(
        try reader.list { reader throws(PackedReader.Damage) in
          try FieldValue(&reader, depth: depth + 1)
        }
      )
    case 6:
      self = .mapping(
        try reader.list { reader throws(PackedReader.Damage) in
          try Field(&reader, depth: depth + 1)
        }
      )
    default: throw PackedReader.Damage()
    }
  }
}
