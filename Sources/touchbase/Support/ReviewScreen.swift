import Correspondence
import MailMessage

/// What `review` shows of one draft.
struct ReviewScreen {
  let output: Output

  private static let width = 76

  /// The letter as it will look, what the checks say, and the keys.
  func show(_ review: Correspondence.Review, number: Int, of count: Int) {
    let draft = review.draft
    output.line()
    output.line(" \(number) of \(count)   To: \(draft["To"] ?? "nobody")", style: .bold)
    for name in ["Cc", "Bcc"] {
      if let value = draft[name] { output.line(" \(name): \(value)", style: .bold) }
    }
    output.line(" Subject: \(draft.subject)", style: .bold)
    for file in review.attachments {
      let size = AttachmentError.megabytes(file.contents.count)
      output.line(" Attached: \(file.name), \(size)", style: .bold)
    }
    output.line(" " + String(repeating: "-", count: Self.width - 1), style: .dim)
    for line in draft.letter.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      for row in Columns.wrapped(String(line), to: Self.width - 2) {
        output.line(row.isEmpty ? "" : " \(row)")
      }
    }
    let end = " end of letter ----"
    output.line(" " + String(repeating: "-", count: Self.width - 1 - end.count) + end, style: .dim)
    showFindings(review)
  }

  private func showFindings(_ review: Correspondence.Review) {
    for finding in review.findings {
      let isBlock = finding.severity == .block
      let hint = finding.hint.map { " (\($0))" } ?? ""
      for (index, row) in Columns.wrapped(
        "\(isBlock ? "Not yet. " : "")Line \(finding.line): \(finding.message)\(hint)",
        to: Self.width - 2
      ).enumerated() {
        output.line((index == 0 ? " " : "   ") + row, style: isBlock ? .error : .warning)
      }
    }
    let words = "\(review.ownWords) of \(review.words) words are yours."
    output.line(" \(words)\(review.findings.isEmpty ? " All checks passed." : "")")
  }

  /// Asks for a key; only those on the screen count, and Enter is none of them.
  ///
  /// - Returns: The key, or nil when nobody is there any more.
  func key(isReady: Bool, canBeAllowed: Bool) -> Character? {
    let first = isReady ? "y queue it  " : canBeAllowed ? "m I mean it  " : ""
    output.line(" \(first)e edit  b brief  n next, keep draft  d delete  u undo  q quit")
    let keys = "ebnduq" + (isReady ? "y" : "") + (canBeAllowed ? "m" : "")
    Terminal.flushInput()
    while let key = Terminal.readKey() {
      // Control-C and Control-D leave, as everywhere.
      if key == "\u{3}" || key == "\u{4}" { return nil }
      if keys.contains(key) { return key }
    }
    return nil
  }

  /// What is remembered about the person.
  func showBrief(_ draft: Draft) {
    output.line()
    for line in draft.brief { output.line(" \(line)") }
    if draft.brief.isEmpty { output.line(" Nothing is remembered yet.") }
  }

  func showEnd(queued: Int, left: Int) {
    output.line()
    output.line("\(queued) queued, \(left) left in drafts/.")
    output.next(queued > 0 ? "touchbase send" : left > 0 ? "touchbase review" : "touchbase")
  }
}
