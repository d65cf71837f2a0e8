import FoundationEssentials
import MailMessage
import Testing

/// Mails that others collected, read as Python's `email` reads them.
@Suite(.enabled(if: CollectedMail.folder != nil, "needs the shared test data"))
struct CollectedMailTests {
  @Test func `no collected mail crashes the reader, and none loses a byte`() throws {
    let paths = try CollectedMail.expected().keys.sorted()
    #expect(paths.count > 100)
    for path in paths {
      let bytes = try CollectedMail.bytes(path)
      let message = Message(bytes)
      #expect(message.headerBytes + message.body == bytes, "\(path)")
      _ = message.text
    }
  }

  /// Where another reading is meant, by the file's name.
  static let knownSubjects: [String: String] = [
    "example13.eml": "a blank before the colon is read",
    "invalid_subject_characters.eml": "octets that are not UTF-8 are read as Windows-1252",
    "raw_email_incorrect_header.eml": "a line that is no field is passed over",
  ]

  static let knownTexts: [String: String] = [
    "attachment_pdf_non_ascii.eml": "iso-8859-1 is read as windows-1252",
    "attachment_pdf_non_ascii_lf.eml": "iso-8859-1 is read as windows-1252",
    "content_transfer_encoding_7-bit.eml": "iso-8859-1 is read as windows-1252",
    "example13.eml": "a blank before the colon is read",
    "raw_email5.eml": "UTF-8 is read where ASCII was promised",
    "raw_email6.eml": "UTF-8 is read where ASCII was promised",
    "raw_email_incorrect_header.eml": "a line that is no field is passed over",
  ]

  @Test func `subjects are those that Python reads, but for the known ones`() throws {
    var differing: [String: String] = [:]
    for (path, found) in try CollectedMail.expected() {
      let subject = Message(try CollectedMail.bytes(path)).subject
      let oracles = [found.subject_legacy, found.subject_modern].map(CollectedMail.plain)
      guard !oracles.contains(CollectedMail.plain(subject)) else { continue }
      differing[CollectedMail.name(path)] = "\(subject ?? "nil") instead of \(oracles)"
    }
    expectKnown(differing, Self.knownSubjects)
  }

  @Test func `texts begin as Python reads them, but for the known ones`() throws {
    var differing: [String: String] = [:]
    for (path, found) in try CollectedMail.expected() where found.body_type == "text/plain" {
      let head = CollectedMail.plain(found.body_head)
      let text = CollectedMail.plain(Message(try CollectedMail.bytes(path)).text ?? "nil")
      guard !text.hasPrefix(head) else { continue }
      differing[CollectedMail.name(path)] = "\(text.prefix(80)) instead of \(head.prefix(80))"
    }
    expectKnown(differing, Self.knownTexts)
  }

  private func expectKnown(_ differing: [String: String], _ known: [String: String]) {
    CollectedMail.expectKnown(differing, known)
  }

  @Test func `a mail says the same with either line end`() throws {
    for path in try CollectedMail.expected().keys.sorted() {
      let lines = CollectedMail.withLineFeeds(try CollectedMail.bytes(path))
      let twin = lines.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
      #expect(CollectedMail.words(Message(lines)) == CollectedMail.words(Message(twin)), "\(path)")
    }
  }
}

/// The folder of collected mails beside the checkout.
enum CollectedMail {
  struct Found: Decodable {
    let subject_legacy: String?
    let subject_modern: String?
    let body_type: String?
    let body_head: String?
    let structure: [String]
    let from: [[String]]?
    let from_legacy: [[String]]?
    let to: [[String]]?
    let to_legacy: [[String]]?
    let cc: [[String]]?
    let cc_legacy: [[String]]?
    let date_utc: Int64?
    let actions: [String]?
    let dsn_status: [String]?
    let final_recipients: [String]?
    let replyTo: [[String]]?
    let replyToLegacy: [[String]]?
    let messageID: String?
    let inReplyTo: String?
    let references: String?

    enum CodingKeys: String, CodingKey {
      case subject_legacy, subject_modern, body_type, body_head, structure
      case from, from_legacy, to, to_legacy, cc, cc_legacy, references
      case date_utc, actions, dsn_status, final_recipients
      case replyTo = "reply-to"
      case replyToLegacy = "reply-to_legacy"
      case messageID = "message-id"
      case inReplyTo = "in-reply-to"
    }
  }

  private struct File: Decodable {
    let cases: [String: Found]
  }

  static let folder: String? = {
    let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().path
    let given = ProcessInfo.processInfo.environment["TOUCHBASE_SHARED_DATA"].map { [$0] } ?? []
    return (given + ["\(checkout)/../shared/data", "\(checkout)/../../shared/data"])
      .map { "\($0)/mail" }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  static func bytes(_ path: String) throws -> [UInt8] {
    let folder = try #require(folder)
    return Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
  }

  static func expected() throws -> [String: Found] {
    let data = Data(try bytes("expected.python-email.json"))
    return try JSONDecoder().decode(File.self, from: data).cases
  }

  static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// Neither more nor fewer differ than are known.
  static func expectKnown(_ differing: [String: String], _ known: [String: String]) {
    let new = differing.filter { known[$0.key] == nil }.map { "\($0): \($1)" }.sorted()
    #expect(new.isEmpty, "\(new.joined(separator: "\n"))")
    let gone = known.keys.filter { differing[$0] == nil }.sorted()
    #expect(gone.isEmpty, "no longer different: \(gone)")
  }

  static func withLineFeeds(_ bytes: [UInt8]) -> [UInt8] {
    var lines: [UInt8] = []
    for byte in bytes {
      if byte == 0x0A, lines.last == 0x0D { lines.removeLast() }
      lines.append(byte)
    }
    return lines
  }

  /// What a mail says, but for the octets of its line ends.
  static func words(_ message: Message) -> [String] {
    let parts = message.root.allParts.flatMap { part in
      [part.contentType.mediaType, part.fileName ?? "–", part.text().value]
        + part.header.fields.map { "\($0.name): \($0.value)" }
    }
    let bodies = [message.subject, message.text, message.html].map { $0 ?? "–" }
    let files = message.attachments.map { $0.fileName ?? "–" }
    return parts + bodies + files + message.problems.map { "\($0)" }
  }

  /// The words alone: folding and line ends are read in more than one way.
  static func plain(_ text: String?) -> String {
    (text ?? "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
