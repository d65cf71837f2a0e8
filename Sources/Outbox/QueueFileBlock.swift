internal import FoundationEssentials
internal import MailMessage

/// The lines at the head of a file of the outbox, up to and with the one of the digest.
///
/// ```
/// X-Touchbase-Format: 1
/// X-Touchbase-Draft: 7f3k2
/// X-Touchbase-Contact: ada-park
/// X-Touchbase-Sender: sam@example.org
/// X-Touchbase-Recipient: ada@example.net
/// …
/// X-Touchbase-SHA256: 64 digits
/// ```
/// Lines end in CRLF; long values are folded before a space as RFC 5322 §2.2.3 has it.
struct QueueFileBlock {
  /// Where the line of the digest is; the bytes of the wire begin where it ends.
  private(set) var digestLine = 0..<0
  private let bytes: [UInt8]
  /// What is known by its name, nil for what is not, and where its value is, line ends included.
  private var fields: [(field: Field?, value: Range<Int>)] = []

  private enum Field: String, CaseIterable {
    case version = "Format"
    case id = "Draft"
    case contact = "Contact"
    case sender = "Sender"
    case recipient = "Recipient"
    case subject = "Subject"
    case messageID = "Message-ID"
    case template = "Template"
    case used = "Used"
    case notBefore = "Not-Before"
    case source = "Source"
    case sha256 = "SHA256"

    /// The field of a name as it stands in a file; nil for one that is not known.
    init?(_ name: ArraySlice<UInt8>) {
      let known = Self.names.first { $0.name.count == name.count && $0.name.elementsEqual(name) }
      guard let known else { return nil }
      self = known.field
    }

    private static let names = allCases.map { (name: Array($0.rawValue.utf8), field: $0) }
  }

  private static let prefix = Array("X-Touchbase-".utf8)
  private static let beginning = prefix + Array("\(Field.version.rawValue): ".utf8)
  /// The longest name, in octets.
  private static let nameLimit = 64
  /// In octets, well below what a line of a mail may have.
  private static let lineLimit = 900

  /// Reads the block and no further.
  ///
  /// - Throws: `notALetter` when the file does not begin as one, `newerVersion`, and `changed` when
  ///   the block does not go on as it is written.
  init(_ bytes: [UInt8]) throws(QueueFileError) {
    self.bytes = bytes
    guard bytes.starts(with: Self.beginning) else { throw .notALetter }
    fields.reserveCapacity(16)
    var start = 0
    while digestLine.isEmpty {
      let (field, value) = try name(at: start)
      // The line of the digest is the block's last: what follows is the letter's own, even a space.
      guard let end = Self.end(ofFieldAt: value, in: bytes, isFolded: field != .sha256) else {
        throw .changed
      }
      fields.append((field, value..<(end - 2)))
      if start == 0 { try checkVersion() }
      if field == .sha256 { digestLine = start..<end }
      start = end
    }
  }

  /// The field whose name stands at a place, nil for one that is not known, and where its value is.
  private func name(at start: Int) throws(QueueFileError) -> (Field?, Int) {
    let rest = bytes[start...].dropFirst(Self.prefix.count).prefix(Self.nameLimit)
    guard bytes[start...].starts(with: Self.prefix),
      let colon = rest.firstIndex(of: UInt8(ascii: ":")), !rest[..<colon].contains(0x0A),
      colon + 1 < bytes.count, bytes[colon + 1] == UInt8(ascii: " ")
    else { throw .changed }
    return (Field(rest[..<colon]), colon + 2)
  }

  /// Where the next field begins, behind a line end that no space follows; nil where lines do not end
  /// as they are written.
  private static func end(ofFieldAt start: Int, in bytes: [UInt8], isFolded: Bool) -> Int? {
    var next = start
    while let feed = bytes[...].firstLineFeed(from: next) {
      guard bytes[feed - 1] == 0x0D else { return nil }
      next = feed + 1
      guard isFolded, next < bytes.count, bytes[next] == UInt8(ascii: " ") else { return next }
    }
    return nil
  }

  private func checkVersion() throws(QueueFileError) {
    guard let version = first(.version).flatMap({ Int($0) }) else { throw .changed }
    guard version <= QueueFile.version else { throw .newerVersion(version) }
  }

  private func texts(_ field: Field) -> [String] {
    var texts: [String] = []
    for entry in fields where entry.field == field {
      if let text = Self.unfolded(bytes[entry.value]) { texts.append(text) }
    }
    return texts
  }

  private func first(_ field: Field) -> String? {
    for entry in fields where entry.field == field {
      if let text = Self.unfolded(bytes[entry.value]) { return text }
    }
    return nil
  }

  /// A value on one line, nil where it is not UTF-8: each of its line ends stands before a space that
  /// is its own.
  private static func unfolded(_ value: ArraySlice<UInt8>) -> String? {
    guard value.firstLineFeed(from: value.startIndex) != nil else { return String(octets: value) }
    let lines = value.split(separator: 0x0A, omittingEmptySubsequences: false)
    let text = Array(lines.dropLast().map { $0.dropLast() }.joined()) + (lines.last ?? [])
    return String(octets: text[...])
  }

  /// What the block says: what is known of the letter, its envelope, and its draft, still encoded.
  func contents() throws(QueueFileError) -> (
    facts: LetterFacts, envelope: Envelope, source: [UInt8]
  ) {
    guard let id = first(.id), LetterFacts.isID(id), let messageID = first(.messageID) else {
      throw .changed
    }
    var facts = LetterFacts(
      id: id,
      contacts: texts(.contact),
      subject: first(.subject) ?? "",
      messageID: messageID
    )
    facts.template = first(.template)
    facts.used = first(.used)
    if let moment = first(.notBefore) {
      // Without the moment the letter would leave too early.
      guard let moment = DateTime(iso8601: moment) else { throw .changed }
      facts.notBefore = moment
    }
    let source = fields.first { $0.field == .source }.map { Array(bytes[$0.value]) }
    return (facts, try envelope(), source ?? [])
  }

  private func envelope() throws(QueueFileError) -> Envelope {
    do throws(AddressError) {
      let recipients = try texts(.recipient).map { text throws(AddressError) in
        try EmailAddress(text)
      }
      if let sender = first(.sender),
        let envelope = Envelope(sender: try EmailAddress(sender), recipients: recipients)
      {
        return envelope
      }
    } catch {
      // The digest tells whether it was changed; an address that is none is the same for a reader.
    }
    throw .changed
  }

  /// The draft's bytes; nil when the text, folded or not, is not what some bytes give.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    let digits = text.filter { $0 != 0x20 && $0 != 0x0D && $0 != 0x0A }
    return Data(base64Encoded: Data(digits)).map { Array($0) }
  }
}

extension QueueFileBlock {
  /// The lines for a letter, without that of the digest.
  static func bytes(of letter: Submission) -> [UInt8] {
    let facts = letter.facts
    var fields: [(Field, String)] = [(.version, "\(QueueFile.version)"), (.id, facts.id)]
    fields += facts.contacts.map { (.contact, $0) }
    fields.append((.sender, letter.envelope.sender.description))
    fields += letter.envelope.recipients.map { (.recipient, $0.description) }
    fields += [(.subject, facts.subject), (.messageID, facts.messageID)]
    if let template = facts.template { fields.append((.template, template)) }
    if let used = facts.used { fields.append((.used, used)) }
    if let moment = facts.notBefore { fields.append((.notBefore, moment.iso8601)) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1024 + letter.source.count / 2 * 3)
    for (field, value) in fields { append(field, folded(OneLine.text(value)), to: &bytes) }
    append(.source, sourceLines(letter.source), to: &bytes)
    return bytes
  }

  /// The line of the digest.
  static func digestLine(_ sha256: String) -> [UInt8] {
    var line: [UInt8] = []
    append(.sha256, Array(sha256.utf8), to: &line)
    return line
  }

  private static func append(_ field: Field, _ value: [UInt8], to bytes: inout [UInt8]) {
    bytes += prefix
    bytes += field.rawValue.utf8
    bytes += [UInt8(ascii: ":"), UInt8(ascii: " ")]
    bytes += value
    bytes += [0x0D, 0x0A]
  }

  /// A value with line ends before some of its spaces, where it is longer than a line should be.
  private static func folded(_ value: String) -> [UInt8] {
    guard value.utf8.count > lineLimit else { return Array(value.utf8) }
    var words = value.utf8.split(separator: 0x20, omittingEmptySubsequences: false)[...]
    var result = Array(words.removeFirst())
    var length = result.count
    for word in words {
      if length + word.count > lineLimit {
        result += [0x0D, 0x0A]
        length = 0
      }
      result.append(0x20)
      result += word
      length += word.count + 1
    }
    return result
  }

  /// The draft in base64; the first line has 76 characters with the 20 of the field's name.
  private static func sourceLines(_ source: [UInt8]) -> [UInt8] {
    Base64.folded(source, firstGroups: (76 - 20) / 4)
  }
}
