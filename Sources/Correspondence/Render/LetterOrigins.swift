package import Contacts
internal import Liquid

/// Where the words of a draft are from: the template, what is known, or the person's own hand.
package struct LetterOrigins: Sendable {
  /// A run of words from one place.
  package struct Passage: Hashable, Sendable {
    /// The text as it stands in the draft, with the blanks behind it.
    package let text: String
    /// Where it stands in the draft's text, in octets.
    package let range: Range<Int>
    package let kind: Kind
    /// The template's file; nil for what was typed.
    package let template: String?
    /// The line of that file, from 1; nil for what was typed.
    package let line: Int?
    /// What the template says there: `contact.first_name`; nil for its own text and for what was
    /// typed.
    package let source: String?
    /// The note, the news or the variant that it belongs to, the outermost first.
    package let labels: [String]
  }

  /// Who wrote a passage.
  package enum Kind: String, Sendable {
    /// The template, the same for everybody.
    case template
    /// A field, a note or news.
    case value
    /// A place that is to be written.
    case place
    /// The person, in the draft.
    case typed
  }

  /// The passages in the draft's order; together they are its text.
  package let passages: [Passage]
}

extension LetterRenderer {
  /// Compares a draft with what its template says for the same people today.
  ///
  /// - Throws: ``TemplateError`` where the template gives no letter any more.
  package func origins(
    of draft: Draft,
    for contacts: [Contact]
  ) throws(TemplateError) -> LetterOrigins {
    let choice = choice(for: contacts, named: draft.template)
    let (source, language) = try source(of: choice, for: contacts)
    let program = try programs.program(source, language: language, self)
    let data = LetterData.all(contacts, self, language)
    var memory = LetterMemory(
      contacts: contacts,
      renderer: self,
      template: choice.name,
      keeping: draft.used.variants
    )
    do throws(LiquidError) {
      let rendering = try program.text.render(
        [:],
        globals: data,
        updating: &memory,
        tracesOrigins: true
      )
      return LetterOrigins(draft.text, rendering)
    } catch {
      throw TemplateError(source.path, condition: .liquid([error]))
    }
  }
}

extension LetterOrigins {
  /// A word, and where it is from.
  private struct Word: Hashable {
    let text: Substring
    let end: Int
    let origin: Origin

    static func == (one: Word, other: Word) -> Bool { one.text == other.text }

    func hash(into hasher: inout Hasher) { hasher.combine(text) }
  }

  /// What all words of a passage have in common.
  private struct Origin: Hashable {
    var kind = Kind.typed
    var template: String?
    var line: Int?
    var source: String?
    var labels: [String] = []
  }

  init(_ draft: String, _ rendering: Rendering) {
    let origins = rendering.passages.map { (passage: $0, origin: Self.origin($0)) }
    var index = 0
    let rendered = Self.words(rendering.text) { position in
      while index + 1 < origins.count, origins[index].passage.range.upperBound <= position {
        index += 1
      }
      return origins.indices.contains(index) ? origins[index].origin : Origin()
    }
    var words = Self.words(draft) { _ in Origin() }
    // Words that stand in both, in the same order, are the template's; the others were typed.
    let difference = words.difference(from: rendered)
    let typed = Set(difference.insertions.map(Self.offset))
    let gone = Set(difference.removals.map(Self.offset))
    let kept = rendered.indices.filter { !gone.contains($0) }
    let broken = Self.broken(rendered, gone)
    for (place, source) in zip(words.indices.filter { !typed.contains($0) }, kept)
    where !broken.contains(source) {
      words[place] = Word(
        text: words[place].text,
        end: words[place].end,
        origin: rendered[source].origin
      )
    }
    passages = Self.joined(words, draft)
  }

  /// The words of places that do not stand whole any more: what is left of them was typed.
  private static func broken(_ words: [Word], _ gone: Set<Int>) -> Set<Int> {
    var broken: Set<Int> = []
    var start = words.startIndex
    while start < words.endIndex {
      let origin = words[start].origin
      let end = words[start...].firstIndex { $0.origin != origin } ?? words.endIndex
      if origin.kind == .place, (start..<end).contains(where: gone.contains) {
        broken.formUnion(start..<end)
      }
      start = end
    }
    return broken
  }

  private static func offset(_ change: CollectionDifference<Word>.Change) -> Int {
    switch change {
    case .insert(let offset, _, _), .remove(let offset, _, _): offset
    }
  }

  private static func origin(_ passage: Liquid.Passage) -> Origin {
    let origin = passage.origin
    let kind: Kind =
      switch origin.kind {
      case .template: .template
      case .value: .value
      case .tag: .place
      }
    return Origin(
      kind: kind,
      template: origin.span.template,
      line: kind == .template ? nil : origin.span.line,
      source: kind == .value ? origin.span.text : nil,
      labels: origin.labels
    )
  }

  private static func words(_ text: String, _ origin: (Int) -> Origin) -> [Word] {
    var words: [Word] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      let position = text.utf8.distance(from: text.utf8.startIndex, to: word.startIndex)
      words.append(Word(text: word, end: position + word.utf8.count, origin: origin(position)))
    }
    return words
  }

  /// Words of one origin that follow one another, as one passage.
  private static func joined(_ words: [Word], _ text: String) -> [Passage] {
    let bytes = Array(text.utf8)
    var passages: [Passage] = []
    var start = 0
    for (index, word) in words.enumerated() {
      let isLast = index + 1 == words.count
      if !isLast, words[index + 1].origin == word.origin { continue }
      let end = isLast ? bytes.count : words[index + 1].end - words[index + 1].text.utf8.count
      passages.append(
        Passage(
          text: String(decoding: bytes[start..<end], as: UTF8.self),
          range: start..<end,
          kind: word.origin.kind,
          template: word.origin.template,
          line: word.origin.line,
          source: word.origin.source,
          labels: word.origin.labels
        )
      )
      start = end
    }
    return passages
  }
}
