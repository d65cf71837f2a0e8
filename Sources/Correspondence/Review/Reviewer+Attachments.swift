internal import MailMessage

extension Reviewer {
  /// Reads the files that a draft names; for those that cannot go with it, what is wrong.
  func readAttachments(
    _ draft: Draft,
    _ header: DraftHeader
  ) -> (attachments: [Attachment], findings: [Finding]) {
    var read: [Attachment] = []
    var findings: [Finding] = []
    var room = attachments.limit
    for field in header.attachments {
      do {
        let attachment = try attachments.read(field.value, room: room)
        room -= attachment.contents.count
        read.append(attachment)
      } catch {
        findings.append(
          draft.finding(
            .attachmentMissing,
            line: field.line,
            column: field.column,
            length: field.value.count,
            message: Draft.singleLine(error.description),
            hint: "mend the line or delete it; to send the letter without the file: "
              + draft.allowing(.attachmentMissing)
          )
        )
      }
    }
    return (read, findings)
  }

  /// A letter that speaks of a file and has none.
  func forgottenFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    guard header.attachments.isEmpty else { return [] }
    // Each word is looked at once, however many letters have it.
    // "ci-joint" is two words there.
    let mayBe = reading.measure.words.numbers.contains { number in
      comparison.attachmentWords.contains(number)
    }
    guard mayBe else { return [] }
    for (index, line) in draft.lines.enumerated() {
      // What is quoted are somebody else's words, and a signature promises nothing.
      if line == "-- " { break }
      guard !line.hasPrefix(">"), let word = Self.attachmentWord(in: line) else { continue }
      let column = line.distance(from: line.startIndex, to: word.startIndex) + 1
      return [
        Finding(
          name: .attachmentForgotten,
          severity: .warn,
          isAllowable: true,
          line: draft.firstLine + index,
          column: column,
          length: word.count,
          message: "'\(word)', and no file is attached",
          excerpt: draft.fileLine(draft.firstLine + index),
          hint: "write 'Attach: path' above the text"
        )
      ]
    }
    return []
  }

  /// The first word of a line that speaks of a file that goes with the letter.
  private static func attachmentWord(in line: String) -> Substring? {
    line.split { !$0.isLetter && $0 != "-" && $0 != "'" }.first { word in
      speaksOfAFile(word.lowercased())
    }
  }

  /// Whether a word in lower case, or a part of one with a hyphen, is about a file.
  static func speaksOfAFile(_ word: String) -> Bool {
    attachmentWords.contains(word) || attachmentStems.contains { word.hasPrefix($0) }
  }

  private static let attachmentWords: Set<String> = [
    "attached", "attachment", "attachments", "enclosed", "anbei", "anhang", "beiliegend",
    "ci-joint",
    "ci-jointe", "ci-joints", "ci-jointes", "adjunto", "adjunta", "adjuntos", "adjuntas", "anexo",
    "anexos", "anexa", "allegato", "allegata", "allegati", "bijlage", "bijlagen", "bilaga",
    "bilagor",
    "vedlegg", "vedlagt", "vedhæftet", "liitteenä", "załączniku", "załączam", "приложении",
    "вложении",
  ]

  /// Words with endings of many kinds.
  private static let attachmentStems = [
    "angehängt", "beigefügt", "beigelegt", "bijgevoegd", "bifoga", "vedhæft",
  ]
}
