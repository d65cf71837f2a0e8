package import Contacts
internal import MailMessage
internal import Synchronization

/// What was said between the user and others: history, the letters that were sent, and news.
///
/// A letter that is not at hand any more leaves gaps, and no error.
package struct Recollection: Sendable {
  package let history: History
  package let news: [NewsItem]
  private let text: @Sendable (HistoryEntry) -> String?
  private let wording: @Sendable (String) -> String?

  /// Takes what gives the text of a sent letter, and what a template says to whomever it is for.
  package init(
    history: History,
    news: [NewsItem],
    text: @escaping @Sendable (HistoryEntry) -> String? = { _ in nil },
    wording: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.history = history
    self.news = news
    self.text = text
    self.wording = wording
  }

  /// The most questions that are worth repeating.
  private static let most = 2

  /// What the user asked in a letter: their own questions, else the last one that its template has.
  package func questions(in letter: HistoryEntry) -> [String] {
    guard letter.kind == .letter, let text = text(letter) else { return [] }
    let questions = Questions.all(in: text)
    guard !questions.isEmpty else { return [] }
    let said = Self.bare(letter.template.flatMap(wording) ?? "")
    let own = questions.filter { !said.contains(Self.bare($0)) }
    return own.isEmpty ? questions.suffix(1) : own.suffix(Self.most)
  }

  /// The news that a letter told.
  package func told(in entry: HistoryEntry) -> [String] {
    entry.used.news.compactMap { id in news.first { $0.id == id }?.text }
  }

  /// A text without what differs between two ways to write it.
  private static func bare(_ text: String) -> String {
    String(text.lowercased().filter { $0.isLetter || $0.isNumber })
  }
}

/// The questions of a letter.
enum Questions {
  /// The longest that is repeated, in characters.
  private static let limit = 160

  /// Every sentence that ends in a question mark, in order; quotes and the signature are left out.
  static func all(in text: String) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .prefix { $0 != "-- " }
    let paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) || $0.hasPrefix(">") }
    return paragraphs.flatMap { sentences(of: $0.joined(separator: " ")) }
      .filter { $0.hasSuffix("?") || $0.hasSuffix("？") }
      .map { $0.count <= limit ? $0 : "…" + $0.suffix(limit) }
  }

  /// The sentences of a paragraph; a mark within a word, as in an address, ends none.
  private static func sentences(of paragraph: String) -> [String] {
    var sentences: [String] = []
    var words: [Substring] = []
    for word in paragraph.split(whereSeparator: \.isWhitespace) {
      words.append(word)
      let bare = word.trimmedSuffix { "\"'”’»)".contains($0) }
      guard let last = bare.last, ".!?…？。！".contains(last) else { continue }
      // What closes a parenthesis or a quotation goes with the sentence only where it was opened in
      // it; a question is repeated without.
      sentences.append((words.dropLast() + [bare]).joined(separator: " "))
      words = []
    }
    return sentences + (words.isEmpty ? [] : [words.joined(separator: " ")])
  }
}

extension Substring {
  fileprivate func trimmedSuffix(while isCut: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, isCut(last) { text.removeLast() }
    return text
  }
}
