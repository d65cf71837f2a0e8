import Correspondence
import MailMessage

/// What a person sees of one draft: a card before writing, the letter as it will look, the keys.
struct ReviewScreen {
  let output: Output

  /// How wide a letter is shown: 76 columns, fewer where the terminal has fewer.
  private var width: Int { min(76, max(20, (Terminal.columns ?? 80) - 2)) }

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
    /// Whether something was typed below the line, where nothing is sent.
    let hasTextBelow: Bool
    /// The line of the file that the editor opens at, where something is in the way.
    let line: Int?

    /// The keys that count; Enter is none of them.
    fileprivate var characters: String {
      "ebnduq" + (isReady ? "y" : "") + (canBeAllowed ? "m" : "") + (hasTextBelow ? "t" : "")
    }

    /// The keys and what they do, in as few lines of a width as they fit in.
    fileprivate func lines(width: Int) -> [String] {
      let edit = line.map { "e edit at line \($0)" } ?? "e edit"
      let long = words(edit, "n next, keep draft")
      let words = long.joined(separator: "  ").count < width ? long : words(edit, "n next")
      return words.reduce(into: []) { lines, word in
        guard let last = lines.last, last.count + 2 + word.count <= width else {
          return lines.append(" " + word)
        }
        lines[lines.count - 1] = "\(last)  \(word)"
      }
    }

    private func words(_ edit: String, _ next: String) -> [String] {
      [
        isReady ? "y queue it" : nil, edit, hasTextBelow ? "t take the text up" : nil,
        canBeAllowed ? "m I mean it" : nil, "b brief", next, "d delete",
        isUndoable ? "u undo" : nil, "q quit",
      ].compactMap { $0 }
    }
  }

  private typealias Row = (text: String, style: Output.Style)

  /// What is remembered, in five lines, before the editor hides them.
  func showCard(_ draft: Draft, _ heading: Heading) {
    output.line()
    for line in title(draft["To"] ?? "nobody", heading) { output.line(line, style: .bold) }
    for line in Self.remembered(draft).prefix(4) {
      output.line("   " + Columns.shortened(line, to: width - 3))
    }
  }

  /// The letter as it will look and what the checks say, a page after the other where the terminal
  /// is smaller; from the beginning where its size was changed between two pages.
  ///
  /// - Returns: A key that was typed before the end; nil where everything was on the screen.
  func show(
    _ review: Correspondence.Review,
    _ heading: Heading,
    _ keys: Keys,
    remarks: [String] = []
  ) -> Character? {
    var size = Terminal.size
    var rows = rows(review, heading, remarks)
    var index = 0
    while true {
      // Below stand the keys, and the line that the cursor is on.
      let page = max(2, (Terminal.rows ?? .max - 9) - keys.lines(width: width + 2).count - 1)
      for row in rows[index...].prefix(page) { output.line(row.text, style: row.style) }
      index += page
      guard index < rows.count else { return nil }
      let left = rows.count - index
      for line in Columns.wrapped(Self.more(left), to: width + 2) {
        output.line(line, style: .bold)
      }
      guard let key = Self.key(among: " \n\renq") else { return "q" }
      if !key.isWhitespace { return key }
      guard size != Terminal.size else { continue }
      size = Terminal.size
      rows = self.rows(
        review,
        heading,
        remarks + ["The window was resized: this is the letter from its beginning."]
      )
      index = 0
    }
  }

  private static func more(_ count: Int) -> String {
    " \(count) more line\(count == 1 ? "" : "s"): Space   e edit  n next, keep draft  q quit"
  }

  private func rows(
    _ review: Correspondence.Review,
    _ heading: Heading,
    _ remarks: [String]
  ) -> [Row] {
    let remarks: [Row] = remarks.flatMap { Columns.wrapped($0, to: width - 2) }
      .map { (" " + $0, .warning) }
    return head(review, heading) + body(review.draft) + findings(review) + remarks
  }

  /// Asks for a key; only those on the screen count.
  ///
  /// - Returns: The key, or nil when nobody is there any more.
  func key(_ keys: Keys) -> Character? {
    for line in keys.lines(width: width + 2) { output.line(line) }
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
  ///
  /// Nothing of it is cut, since it may say whom a letter goes to.
  func title(_ who: String, _ heading: Heading) -> [String] {
    let right = heading.minutesLeft.map { "\($0) min left" } ?? ""
    let lines = Columns.wrapped("\(heading.number) of \(heading.count)   \(who)", to: width - 1)
    guard !right.isEmpty, let first = lines.first else { return lines.map { " " + $0 } }
    let gap = width - 1 - Columns.width(first) - right.count
    guard gap > 1 else { return [" " + right] + lines.map { " " + $0 } }
    return [" " + first + String(repeating: " ", count: gap) + right]
      + lines.dropFirst().map { "   " + $0 }
  }

  private func head(_ review: Correspondence.Review, _ heading: Heading) -> [Row] {
    let draft = review.draft
    var rows: [Row] = [
      ("", .plain)
    ]
    rows += title("To: \(draft["To"] ?? "nobody")", heading).map { ($0, .bold) }
    for name in ["Cc", "Bcc", "Reply-To"] {
      guard let value = draft[name] else { continue }
      rows += Columns.wrapped("\(name): \(value)", to: width - 1).map { (" " + $0, .bold) }
    }
    let subject = Columns.wrapped("Subject: \(draft.subject)", to: width - 1)
    rows += subject.map { (" " + $0, .bold) }
    for file in review.attachments {
      let size = AttachmentError.megabytes(file.contents.count)
      rows.append((" Attached: \(file.name), \(size)", .bold))
    }
    return rows + [(" " + String(repeating: "-", count: width - 1), .dim)]
  }

  private func body(_ draft: Draft) -> [Row] {
    let lines = draft.letter.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let rows = lines.flatMap { line in
      Columns.wrapped(String(line).replacing("\t", with: "    "), to: width - 2)
    }
    let end = " end of letter ----"
    let rule = " " + String(repeating: "-", count: width - 1 - end.count) + end
    return rows.map { ($0.isEmpty ? "" : " \($0)", .plain) } + [(rule, .dim)]
  }

  private func findings(_ review: Correspondence.Review) -> [Row] {
    var rows: [Row] = []
    for finding in review.findings {
      let isBlock = finding.severity == .block
      let hint = finding.hint.map { " (\($0))" } ?? ""
      let words = "\(isBlock ? "Not yet. " : "")Line \(finding.line): \(finding.message)\(hint)"
      for (index, row) in Columns.wrapped(words, to: width - 2).enumerated() {
        rows.append(((index == 0 ? " " : "   ") + row, isBlock ? .error : .warning))
      }
    }
    var words = "\(review.ownWords) of \(review.words) words are yours."
    if !review.news.isEmpty {
      let news = review.news.map {
        Columns.shortened($0.hasSuffix(".") ? String($0.dropLast()) : $0, to: 40)
      }
      words += " Tells: \(news.joined(separator: "; "))."
    }
    if review.findings.isEmpty { words += " All checks passed." }
    return rows + Columns.wrapped(words, to: width - 1).map { (" \($0)", .plain) }
  }

  /// What is remembered about the person.
  func showBrief(_ draft: Draft) {
    let lines = Self.remembered(draft)
    output.line()
    for line in lines.flatMap({ Columns.wrapped($0, to: width - 2) }) {
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
