/// What a letter draws on: each goes to a person once.
///
/// Written as a header value: `note 4be1 d209; news 71aa; vary opening 9c; once new-studio`.
package struct Used: Hashable, Sendable {
  /// Ids of notes that were cues, in the letter's order.
  package var notes: [String] = []
  /// Ids of news items, in the letter's order.
  package var news: [String] = []
  /// The variants chosen, in the letter's order.
  package var variants: [Variant] = []
  /// What was said once and for all.
  package var once: [String] = []

  package init(
    notes: [String] = [],
    news: [String] = [],
    variants: [Variant] = [],
    once: [String] = []
  ) {
    self.notes = notes
    self.news = news
    self.variants = variants
    self.once = once
  }

  /// One of several ways to say something, by a digest of its text.
  package struct Variant: Hashable, Sendable {
    package let name: String
    package let digest: String

    package init(name: String, digest: String) {
      self.name = name
      self.digest = digest
    }
  }

  package var isEmpty: Bool { self == Used() }

  /// Reads a header value; words it does not know are left out.
  package init(parsing text: String) {
    for part in text.split(separator: ";") {
      let words = part.split(whereSeparator: \.isWhitespace).map(String.init)
      switch words.first {
      case "note": notes += words.dropFirst()
      case "news": news += words.dropFirst()
      case "once": once += words.dropFirst()
      case "vary" where words.count == 3:
        variants.append(Variant(name: words[1], digest: words[2]))
      default: break
      }
    }
  }
}

extension Used: CustomStringConvertible {
  /// The header value; empty where nothing was used.
  package var description: String {
    var parts: [String] = []
    if !notes.isEmpty { parts.append("note " + notes.joined(separator: " ")) }
    if !news.isEmpty { parts.append("news " + news.joined(separator: " ")) }
    parts += variants.map { "vary \($0.name) \($0.digest)" }
    if !once.isEmpty { parts.append("once " + once.joined(separator: " ")) }
    return parts.joined(separator: "; ")
  }
}
