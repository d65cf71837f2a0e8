import MailMessage
import Testing

/// What the fields of mails that others collected say of people, days, threads and parts, beside
/// what Python's `email` reads there.
@Suite(.enabled(if: CollectedMail.folder != nil, "needs the shared test data"))
struct CollectedFieldsTests {
  /// Something that a mail says.
  enum Aspect: String, CaseIterable {
    case from, to, cc, replyTo, date, messageID, inReplyTo, references, structure, report

    /// What we read.
    func ours(_ mail: Message) -> String {
      switch self {
      case .from: people(mail.from)
      case .to: people(mail.to)
      case .cc: people(mail.cc)
      case .replyTo: people(mail.replyTo)
      case .date: mail.date.map { "\($0.secondsSinceEpoch)" } ?? ""
      case .messageID: mail.messageID?.description ?? ""
      case .inReplyTo: mail.inReplyTo.map(\.description).joined(separator: " ")
      case .references: mail.references.map(\.description).joined(separator: " ")
      case .structure:
        mail.root.allParts.map { part in
          part.contentType.mediaType + (part.fileName.map { "; \($0)" } ?? "")
        }.joined(separator: ", ")
      case .report:
        ["Action", "Status", "Final-Recipient"].map { name in
          blocks(of: mail).compactMap { block in
            let value = block.header[name]?.split(separator: ";").last
            return value.map { CollectedMail.plain(String($0)) }
          }.joined(separator: " ")
        }.joined(separator: ", ")
      }
    }

    private func blocks(of mail: Message) -> [MessagePart] {
      mail.root.allParts.filter { $0.contentType.mediaType == "message/delivery-status" }
        .flatMap(\.parts)
    }

    /// What Python reads, by one policy and by the other.
    func theirs(_ found: CollectedMail.Found) -> [String] {
      switch self {
      case .from: [found.from, found.from_legacy].map(people)
      case .to: [found.to, found.to_legacy].map(people)
      case .cc: [found.cc, found.cc_legacy].map(people)
      case .replyTo: [found.replyTo, found.replyToLegacy].map(people)
      case .date: [found.date_utc.map { "\($0)" } ?? ""]
      case .messageID: [CollectedMail.plain(found.messageID)]
      case .inReplyTo: [CollectedMail.plain(found.inReplyTo)]
      case .references: [CollectedMail.plain(found.references)]
      case .structure: [found.structure.joined(separator: ", ")]
      case .report:
        [
          [found.actions, found.dsn_status, found.final_recipients]
            .map { ($0 ?? []).joined(separator: " ") }.joined(separator: ", ")
        ]
      }
    }

    private func people(_ mailboxes: [Mailbox]) -> String {
      people(mailboxes.map { [$0.displayName ?? "", $0.address.description] })
    }

    private func people(_ pairs: [[String]]?) -> String {
      (pairs ?? []).map { CollectedMail.plain($0.joined(separator: " ")) }.joined(separator: ", ")
    }
  }

  /// Where another reading is meant, by what it is of and by the file's name.
  static let known: [Aspect: [String: String]] = [
    .from: [
      "example13.eml": "a blank before the colon is read",
      "msg_05.txt": "a word without '@' is no address",
      "msg_43.txt": "a name without an address is no mailbox",
      "raw_email_incorrect_header.eml": "a line that is no field is passed over",
      "raw_email_multiple_from.eml":
        "which of two addresses without a comma is meant is not guessed",
    ],
    .to: [
      "missing_body.eml": "a group within angle brackets is no mailbox",
      "msg_05.txt": "a word without '@' is no address",
      "msg_15.txt": "a word without '@' is no address",
      "raw_email11.eml": "a word without '@' is no address",
      "raw_email_incorrect_header.eml": "a line that is no field is passed over",
      "raw_email_multiple_from.eml":
        "which of two addresses without a comma is meant is not guessed",
      "raw_email_with_at_display_name.eml": "the address is the one in angle brackets",
    ],
    .replyTo: [
      "encoding_madness.eml": "a name without an address is no mailbox",
      "raw_email_multiple_from.eml":
        "which of two addresses without a comma is meant is not guessed",
    ],
    .date: ["raw_email_incorrect_header.eml": "a line that is no field is passed over"],
    .messageID: [
      "example13.eml": "a blank before the colon is read",
      "mix_caps_content_type.eml": "angle brackets that are missing are put there",
      "raw_email_incorrect_header.eml": "a line that is no field is passed over",
    ],
    .inReplyTo: ["bad_date_header.eml": "angle brackets that are missing are put there"],
    .structure: [
      "attachment_nonascii_filename.eml": "a name in UTF-8 is read",
      "attachment_with_base64_encoded_name.eml": "an encoded word in a name is read",
      "japanese_attachment.eml": "an encoded word in a name is read",
      "multipart_report_multiple_status.eml":
        "blank lines at the end of a report are no block of it",
    ],
  ]

  @Test(arguments: Aspect.allCases)
  func `what the fields say is what Python reads, but for the known ones`(aspect: Aspect) throws {
    var differing: [String: String] = [:]
    for (path, found) in try CollectedMail.expected() {
      let ours = aspect.ours(Message(try CollectedMail.bytes(path)))
      let theirs = aspect.theirs(found)
      guard !theirs.contains(ours) else { continue }
      differing[CollectedMail.name(path)] = "\(ours) instead of \(theirs)"
    }
    CollectedMail.expectKnown(differing, Self.known[aspect] ?? [:])
  }
}
