internal import FoundationEssentials
package import MailMessage

/// A file of the outbox: a block of `X-Touchbase-` lines, then exactly the bytes of the wire.
///
/// Any mail program opens it. The block ends with a SHA-256 over every byte of the file but that
/// line, so that a changed byte is noticed wherever it is.
package struct QueueFile: Sendable {
  /// The version that is written, and the newest that is read.
  static let version = 1
  /// The longest file that is read, in octets: a letter with its attachments, and its draft.
  static let limit = 128 << 20

  package let facts: LetterFacts
  package let envelope: Envelope
  package let message: [UInt8]
  package let source: [UInt8]
  /// 64 hexadecimal digits.
  package let sha256: String

  private enum Field: String {
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
  }

  private static let prefix = "X-Touchbase-"
}

extension QueueFile {
  /// The bytes of the file for a letter.
  static func bytes(of letter: Submission) -> (bytes: [UInt8], sha256: String) {
    let facts = letter.facts
    var lines: [(Field, String)] = [(.version, "\(version)"), (.id, facts.id)]
    lines += facts.contacts.map { (.contact, $0) }
    lines.append((.sender, letter.envelope.sender.description))
    lines += letter.envelope.recipients.map { (.recipient, $0.description) }
    lines += [(.subject, facts.subject), (.messageID, facts.messageID)]
    if let template = facts.template { lines.append((.template, template)) }
    if let used = facts.used { lines.append((.used, used)) }
    if let moment = facts.notBefore { lines.append((.notBefore, moment.iso8601)) }
    // One field a line instead of folding: nothing here is longer than a line may be.
    var source = letter.source[...]
    while !source.isEmpty {
      lines.append((.source, Data(source.prefix(54)).base64EncodedString()))
      source = source.dropFirst(54)
    }
    let block = lines.flatMap { line($0, $1) }
    let sha256 = SHA256.hexadecimal([block[...], letter.message[...]])
    return (block + line(.sha256, sha256) + letter.message, sha256)
  }

  private static func line(_ field: Field, _ value: String) -> [UInt8] {
    let clean = value.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control ? " " : String(scalar)
    }
    return Array("\(prefix)\(field.rawValue): \(clean.joined())\r\n".utf8)
  }

  /// Reads a file and proves that no byte of it was changed.
  package init(_ bytes: [UInt8]) throws(QueueFileError) {
    var block = Block(bytes)
    guard let version = block.first(.version).flatMap({ Int($0) }) else { throw .notALetter }
    guard version <= Self.version else { throw .newerVersion(version) }
    guard let claimed = block.first(.sha256), let line = block.digestLine else {
      throw .changed
    }
    sha256 = SHA256.hexadecimal([bytes[..<line.lowerBound], bytes[line.upperBound...]])
    guard sha256 == claimed else { throw .changed }
    message = Array(bytes[block.end...])
    (facts, envelope, source) = try block.contents()
  }

  /// The lines at the head of a file.
  private struct Block {
    var lines: [(field: String, value: String)] = []
    /// Where the bytes of the wire begin.
    var end = 0
    var digestLine: Range<Int>?

    init(_ bytes: [UInt8]) {
      let prefix = Array(QueueFile.prefix.utf8)
      while bytes[end...].starts(with: prefix) {
        let feed = bytes[end...].firstIndex(of: 0x0A) ?? bytes.count - 1
        let text = String(decoding: bytes[(end + prefix.count)..<feed], as: UTF8.self)
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let field = String(parts[0])
        let value = parts.count == 2 ? parts[1].drop { $0 == " " } : ""
        lines.append((field, String(value.hasSuffix("\r") ? value.dropLast() : value)))
        if field == Field.sha256.rawValue { digestLine = end..<(feed + 1) }
        end = feed + 1
      }
    }

    func first(_ field: Field) -> String? { all(field).first }

    func all(_ field: Field) -> [String] {
      lines.filter { $0.field == field.rawValue }.map(\.value)
    }

    mutating func contents() throws(QueueFileError) -> (LetterFacts, Envelope, [UInt8]) {
      guard let id = first(.id), LetterFacts.isID(id),
        let sender = first(.sender).flatMap({ try? EmailAddress($0) }),
        let envelope = Envelope(
          sender: sender,
          recipients: all(.recipient).compactMap { try? EmailAddress($0) }
        ),
        let messageID = first(.messageID)
      else { throw .notALetter }
      var facts = LetterFacts(
        id: id,
        contacts: all(.contact),
        subject: first(.subject) ?? "",
        messageID: messageID
      )
      facts.template = first(.template)
      facts.used = first(.used)
      facts.notBefore = first(.notBefore).flatMap { DateTime(iso8601: $0) }
      let source = all(.source).compactMap { Data(base64Encoded: $0) }.flatMap { $0 }
      return (facts, envelope, source)
    }
  }
}

/// Why a file of the outbox is not sent.
package enum QueueFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A byte is not what was approved.
  case changed
  /// It is no letter of the outbox, or not a whole one.
  case notALetter
  /// A later touchbase wrote it.
  case newerVersion(Int)

  /// The error for people, in lower case and without a final period.
  package var description: String {
    switch self {
    case .changed: "the file is not what was approved: somebody or something changed it"
    case .notALetter: "the file is no letter that was approved here"
    case .newerVersion(let version): "a later touchbase wrote the file, in format \(version)"
    }
  }
}
