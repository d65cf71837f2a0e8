/// Somebody's words within an answer.
///
/// Source: RFC 3676 §4.5.
public enum Quotation {
  /// The text with `> ` before each line, below a line that says who wrote it.
  ///
  /// What is quoted already gets one more `>`; the signature is left out. The result ends in LF.
  public static func quoted(_ text: String, attribution: String) -> String {
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
      .split(separator: "\n", omittingEmptySubsequences: false)
    var letter = lines.prefix { $0 != "-- " }
    while let last = letter.last, last.allSatisfy(\.isWhitespace) { letter.removeLast() }
    let quoted = letter.map { line in
      let line = withoutTrailingBlanks(line)
      return line.isEmpty || line.first == ">" ? ">\(line)" : "> \(line)"
    }
    let intro = attribution.split(whereSeparator: \.isNewline).joined(separator: " ")
    return ([intro] + quoted).joined(separator: "\n") + "\n"
  }

  /// The text of a mail, quoted for an answer to it: `On 21 Nov 2026 at 09:00, Ada Park wrote:`.
  ///
  /// A mail that is only a page, or that names no writer, is quoted as far as it goes.
  public static func quoted(_ message: Message) -> String {
    let date = message["Date"].flatMap { DateTime(mail: $0) }
    let writer = Reply(to: message).writer
    let intro = writer.map { attribution(to: $0, on: date) } ?? "Somebody wrote:"
    return quoted(message.text ?? "", attribution: intro)
  }

  /// `On 21 Nov 2026 at 09:00, Ada Park wrote:`, with the date as the writer's clock had it.
  public static func attribution(to writer: Mailbox, on date: DateTime?) -> String {
    let name = writer.displayName ?? writer.address.description
    guard let date else { return "\(name) wrote:" }
    let words = date.rfc5322.split(separator: " ")
    // Weekday, day, month, year, clock, zone: RFC 5322 §3.3.
    guard words.count == 6 else { return "\(name) wrote:" }
    return "On \(words[1...3].joined(separator: " ")) at \(words[4].prefix(5)), \(name) wrote:"
  }

  private static func withoutTrailingBlanks(_ line: Substring) -> Substring {
    var line = line
    while line.last == " " || line.last == "\t" { line.removeLast() }
    return line
  }
}
