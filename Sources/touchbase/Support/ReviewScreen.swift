import Correspondence
import MailMessage

/// What a person sees of one draft: a card before writing, the letter as it will look, the keys.
struct ReviewScreen {
  let output: Output

  private static let width = 76

  /// Which of how many it is, and what is left of an hour; nil outside of one.
  struct Heading {
    let number: Int
    let count: Int
    var minutesLeft: Int?
  }

  /// What can be done with the letter on the screen.
  struct Keys {
    let isReady: Bool
    let canBeAllowed: Bool
    let isUndoable: Bool
    /// The line of the file that the editor opens at, where something is in the way.
    let line: Int?

    /// The keys that count; Enter is none of them.
    fileprivate var characters: String {
      "ebnduq" + (isReady ? "y" : "") + (canBeAllowed ? "m" : "")
    }

    fileprivate var words: String {
      let edit = line.map { "e edit at line \($0)" } ?? "e edit"
      let all = [
        isReady ? "y queue it" : nil, edit, canBeAllowed ? "m I mean it" : nil, "b brief",
        "n next, keep draft", "d delete", isUndoable ? "u undo" : nil, "q quit",
      ]
      let line = " " + all.compactMap { $0 }.joined(separator: "  ")
      return line.count <= ReviewScreen.width + 2
        ? line : line.replacing("next, keep draft", with: "next")
    }
  }

  private typealias Row = (text: String, style: Output.Style)

  /// What is remembered, in five lines, before the editor hides them.
  func showCard(_ draft: Draft, _ heading: Heading) {
    output.line()
    output.line(title(draft["To"] ?? "nobody", heading), style: .bold)
    for line in Self.remembered(draft).prefix(4) {
      output.line("   " + Columns.shortened(line, to: Self.width - 3))
    }
  }

  /// The letter as it will look and what the checks say, a page after the other where the terminal
  /// is smaller.
  ///
  /// - Returns: A key that was typed before the end; nil where everything was on the screen.
  func show(_ review: Correspondence.Review, _ heading: Heading) -> Character? {
    let rows = head(review, heading) + body(review.draft) + findings(review)
    // The line of keys stands below.
    let page = max(4, (Terminal.rows ?? .max) - 1)
    for (index, row) in rows.enumerated() {
      if index > 0, index % page == 0 {
        let left = rows.count - index
        output.line(" \(left) more lines: Space   e edit  n next, keep draft  q quit", style: .bold)
        guard let key = Self.key(among: " \n\renq") else { return "q" }
        if !key.isWhitespace { return key }
      }
      output.line(row.text, style: row.style)
    }
    return nil
  }

  /// Asks for a key; only those on the screen count.
  ///
  /// - Returns: The key, or nil when nobody is there any more.
  func key(_ keys: Keys) -> Character? {
    output.line(keys.words)
    return Self.key(among: keys.characters)
  }

  private static func key(among keys: String) -> Character? {
    Terminal.flushInput()
    while let key = Terminal.readKey() {
      // Control-C and Control-D leave, as everywhere.
      if key == "\u{3}" || key == "\u{4}" { return nil }
      if keys.contains(key) { return key }
    }
    return nil
  }

  /// The first line: which one it is, and what is left of the hour.
  func title(_ who: String, _ heading: Heading) -> String {
    let left = " \(heading.number) of \(heading.count)   \(who)"
    guard let minutes = heading.minutesLeft else { return left }
    let right = "\(minutes) min left"
    return Columns.padded(left, to: Self.width - right.count) + right
  }

  private func head(_ review: Correspondence.Review, _ heading: Heading) -> [Row] {
    let draft = review.draft
    var rows: [Row] = [
      ("", .plain), (title("To: \(draft["To"] ?? "nobody")", heading), .bold),
    ]
    for name in ["Cc", "Bcc", "Reply-To"] {
      if let value = draft[name] { rows.append((" \(name): \(value)", .bold)) }
    }
    rows.append((" Subject: \(draft.subject)", .bold))
    for file in review.attachments {
      let size = AttachmentError.megabytes(file.contents.count)
      rows.append((" Attached: \(file.name), \(size)", .bold))
    }
    return rows + [(" " + String(repeating: "-", count: Self.width - 1), .dim)]
  }

  private func body(_ draft: Draft) -> [Row] {
    let lines = draft.letter.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let rows = lines.flatMap { Columns.wrapped(String($0), to: Self.width - 2) }
    let end = " end of letter ----"
    let rule = " " + String(repeating: "-", count: Self.width - 1 - end.count) + end
    return rows.map { ($0.isEmpty ? "" : " \($0)", .plain) } + [(rule, .dim)]
  }

  private func findings(_ review: Correspondence.Review) -> [Row] {
    var rows: [Row] = []
    for finding in review.findings {
      let isBlock = finding.severity == .block
      let hint = finding.hint.map { " (\($0))" } ?? ""
      let words = "\(isBlock ? "Not yet. " : "")Line \(finding.line): \(finding.message)\(hint)"
      for (index, row) in Columns.wrapped(words, to: Self.width - 2).enumerated() {
        rows.append(((index == 0 ? " " : "   ") + row, isBlock ? .error : .warning))
      }
    }
    let words = " \(review.ownWords) of \(review.words) words are yours."
    return rows + [(words + (review.findings.isEmpty ? " All checks passed." : ""), .plain)]
  }

  /// What is remembered about the person.
  func showBrief(_ draft: Draft) {
    let lines = Self.remembered(draft)
    output.line()
    for line in lines.flatMap({ Columns.wrapped($0, to: Self.width - 2) }) {
      output.line(" \(line)")
    }
    if lines.isEmpty { output.line(" Nothing is remembered yet.") }
  }

  /// The brief without its marks and without the line that says whose it is.
  private static func remembered(_ draft: Draft) -> [String] {
    draft.brief.dropFirst().map { String($0.drop { $0 == "#" || $0 == " " }) }
      .filter { !$0.isEmpty }
  }
}
