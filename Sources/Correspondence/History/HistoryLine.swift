internal import FoundationEssentials
internal import MailMessage

/// A line of `history.jsonl` as JSON has it; absent keys have their empty value.
///
/// ```
/// {"at":"2026-11-21T09:40:00+01:00","contacts":["ada-park"],"id":"7f3k2","kind":"letter","v":1}
/// ```
struct HistoryLine: Codable {
  /// The version of the format that this program writes and the newest that it reads.
  static let version = 1

  var v: Int?
  var id: String
  var kind: String
  var contacts: [String]
  var at: DateTime
  var reached: Bool?
  var subject: String?
  var text: String?
  var template: String?
  var used: String?
  var message_id: String?
  /// The id of the entry that a line of the kind `undo` takes back.
  var undoes: String?

  /// The kind of a line that is no entry: it takes one back.
  static let undoing = "undo"
}

/// Read by itself where the rest cannot be: a later version may have changed it.
private struct HistoryLineVersion: Decodable {
  var v: Int?
}

extension HistoryLine {
  init(_ entry: HistoryEntry) {
    self.init(
      v: Self.version,
      id: entry.id,
      kind: entry.kind.rawValue,
      contacts: entry.contacts,
      at: entry.at,
      reached: entry.reached ? nil : false,
      subject: entry.subject,
      text: entry.text,
      template: entry.template,
      used: entry.used.isEmpty ? nil : entry.used.description,
      message_id: entry.messageID
    )
  }

  private func entry() throws(HistoryProblem.Condition) -> HistoryEntry {
    guard let kind = HistoryEntry.Kind(rawValue: kind) else { throw .unknownKind(self.kind) }
    guard !id.isEmpty else { throw .wrongValue(key: "id") }
    guard !contacts.isEmpty else { throw .wrongValue(key: "contacts") }
    var entry = HistoryEntry(id: id, kind: kind, contacts: contacts, at: at)
    entry.reached = reached ?? true
    entry.subject = subject
    entry.text = text
    entry.template = template
    entry.used = Used(parsing: used ?? "")
    entry.messageID = message_id
    return entry
  }

  /// What a line says.
  enum Content {
    case entry(HistoryEntry)
    case undo(id: String)
  }

  /// What the line says; it has been understood as JSON.
  func content() throws(HistoryProblem.Condition) -> Content {
    if let v, v > Self.version { throw .newerVersion(v) }
    guard kind == Self.undoing else { return .entry(try entry()) }
    guard let undoes else { throw .missingKey("undoes") }
    return .undo(id: undoes)
  }

  /// Reads one line without its end, whatever it is.
  static func content(of bytes: some Collection<UInt8>) throws(HistoryProblem.Condition) -> Content
  {
    let data = Data(bytes)
    do {
      return try JSONDecoder().decode(HistoryLine.self, from: data).content()
    } catch let condition as HistoryProblem.Condition {
      throw condition
    } catch let error as DecodingError {
      if let version = newerVersion(data) { throw .newerVersion(version) }
      throw Self.condition(error)
    } catch {
      throw .malformedJSON
    }
  }

  /// The version of a line that a later program wrote, and that need not look like ours.
  private static func newerVersion(_ data: Data) -> Int? {
    guard
      case .success(let line) = Result(catching: {
        try JSONDecoder().decode(HistoryLineVersion.self, from: data)
      }), let version = line.v, version > Self.version
    else { return nil }
    return version
  }

  private static func condition(_ error: DecodingError) -> HistoryProblem.Condition {
    switch error {
    case .keyNotFound(let key, _): return .missingKey(key.stringValue)
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return context.codingPath.first.map { .wrongValue(key: $0.stringValue) } ?? .malformedJSON
    case .dataCorrupted(let context):
      return context.codingPath.first.map { .wrongValue(key: $0.stringValue) } ?? .malformedJSON
    @unknown default: return .malformedJSON
    }
  }

  /// The line with its end: keys in the order of the alphabet, so that the same entry is the same
  /// bytes everywhere.
  static func bytes(of entry: HistoryEntry) -> [UInt8] {
    HistoryLine(entry).bytes
  }

  /// The line that takes an entry back, in the same form.
  static func bytes(undoing entry: HistoryEntry, at moment: DateTime) -> [UInt8] {
    var line = HistoryLine(
      v: version,
      id: "undo-" + entry.id,
      kind: undoing,
      contacts: entry.contacts,
      at: moment
    )
    line.undoes = entry.id
    return line.bytes
  }

  var bytes: [UInt8] {
    var line = JSONLine()
    line.put("at", at.iso8601)
    line.put("contacts", contacts)
    line.put("id", id)
    line.put("kind", kind)
    line.put("message_id", message_id)
    line.put("reached", reached)
    line.put("subject", subject)
    line.put("template", template)
    line.put("text", text)
    line.put("undoes", undoes)
    line.put("used", used)
    line.put("v", v)
    return line.bytes
  }
}

extension HistoryLine {
  /// Reads a line of plain JSON that has the keys and kinds of values known here, and nil for any
  /// other, of which ``content(of:)`` tells what is wrong with it.
  init?(plain bytes: ArraySlice<UInt8>) {
    guard let json = PlainJSON(bytes) else { return nil }
    var texts: [String: String] = [:]
    var contacts: [String]?
    for (key, value) in json.members {
      switch (key, value) {
      case ("v", .number(let number)): v = number
      case ("reached", .boolean(let isTrue)): reached = isTrue
      case ("contacts", .texts(let ids)): contacts = ids
      case ("v", _), ("reached", _), ("contacts", _): return nil
      case (_, .text(let text)): texts[key] = text
      default: return nil
      }
    }
    guard let id = texts["id"], let kind = texts["kind"], let contacts,
      let at = texts["at"].flatMap({ DateTime(iso8601: $0) })
    else { return nil }
    (self.id, self.kind, self.contacts, self.at) = (id, kind, contacts, at)
    (subject, text, template) = (texts["subject"], texts["text"], texts["template"])
    (used, message_id, undoes) = (texts["used"], texts["message_id"], texts["undoes"])
  }
}

extension HistoryLine {
  /// A line as it stands, with another id in its list of contacts wherever one is named.
  static func renaming(_ id: String, to other: String, in line: ArraySlice<UInt8>) -> [UInt8] {
    let text = String(decoding: line, as: UTF8.self)
    guard let key = text.firstRange(of: "\"contacts\""),
      let open = text[key.upperBound...].firstIndex(of: "["),
      let close = text[open...].firstIndex(of: "]")
    else { return Array(line) }
    let list = text[open...close].replacing("\"\(id)\"", with: "\"\(other)\"")
    return Array((text[..<open] + list + text[text.index(after: close)...]).utf8)
  }
}
