internal import Contacts

extension Reviewer {
  /// A note that is marked `#private` must not be in a letter: neither whole nor five words of it.
  func privateNoteFindings(_ draft: Draft, contacts: [Contact]) -> [Finding] {
    let notes = contacts.flatMap(\.notes).filter(\.isPrivate)
    guard !notes.isEmpty else { return [] }
    let lines = draft.lines.map { OwnWords.words(of: $0) }
    let flat = lines.enumerated().flatMap { line, words in words.map { (line: line, word: $0) } }
    var findings: [Finding] = []
    for note in notes {
      let words = OwnWords.words(of: note.text)
      guard let line = Self.line(of: words, in: flat) else { continue }
      findings.append(
        draft.finding(
          .privateNote,
          line: draft.firstLine + line,
          message: "words of a note that is marked '#private'",
          hint: "say it in other words, or leave it out",
          isAllowable: false
        )
      )
    }
    return findings
  }

  /// The line where five words in a row of a note begin, or all of a note of three or four.
  private static func line(of note: [String], in text: [(line: Int, word: String)]) -> Int? {
    guard note.count >= 3 else { return nil }
    let length = min(5, note.count)
    guard text.count >= length else { return nil }
    let runs = Set((0...(note.count - length)).map { note[$0..<$0 + length] })
    for start in 0...(text.count - length) {
      let words = text[start..<start + length].map(\.word)
      if runs.contains(words[...]) { return text[start].line }
    }
    return nil
  }

  /// How much of the letter is the person's own, where that is too little.
  ///
  /// Answers and introductions are not held against it, nor is a letter that reuses nothing.
  func ownWordsFindings(
    _ draft: Draft,
    _ header: DraftHeader,
    _ own: OwnWords,
    bound: Double?
  ) -> [Finding] {
    let bound = bound ?? ownWords
    guard bound > 0, own.hasReusedText, draft.openPlaces.isEmpty, !isAnswer(draft, header),
      draft.template != Self.introduction
    else { return [] }
    let wanted = Int((Double(own.words) * bound).rounded(.up))
    if own.ownWords >= wanted, own.longestRun >= min(Self.ownPassage, own.words) {
      return own.shared.compactMap { Self.newsFinding($0, draft) }
    }
    let finding = Finding(
      name: .ownWords,
      severity: .block,
      isAllowable: true,
      line: 1,
      column: nil,
      length: 0,
      message: Self.message(own, wanted: wanted),
      excerpt: nil,
      hint: nil
    )
    return [finding] + own.shared.map { Self.sharedFinding($0, draft) }
  }

  /// The letter that makes two people known to one another.
  private static let introduction = "introduction"
  /// How many own words in a row a letter has at least.
  private static let ownPassage = 6
  /// A sentence that goes to more others than these is news.
  private static let newsAudience = 4

  private static func message(_ own: OwnWords, wanted: Int) -> String {
    guard own.ownWords < wanted else {
      return "no passage of six words in a row is yours: one sentence will do"
    }
    let verb = own.ownWords == 1 ? "is" : "are"
    let asked = wanted == 1 ? "is" : "are"
    let more = wanted - own.ownWords <= 12 ? "one more sentence" : "a few more sentences"
    return "\(own.ownWords) of \(own.words) words \(verb) yours; \(wanted) \(asked) asked for: "
      + "\(more) will do"
  }

  /// A sentence that so many get is better kept as news: each person is told once.
  private static func newsFinding(
    _ passage: OwnWords.SharedPassage,
    _ draft: Draft
  ) -> Finding? {
    guard case .letters(let count) = passage.place, count > newsAudience, passage.isSentence else {
      return nil
    }
    return shared(passage, "in \(count + 1) letters: make it news?", draft)
  }

  private static func sharedFinding(
    _ passage: OwnWords.SharedPassage,
    _ draft: Draft
  ) -> Finding {
    let what = passage.isSentence ? "this sentence" : "these \(passage.words) words"
    let message =
      switch passage.place {
      case .letters(1): "\(what): 1 other letter"
      case .letters(let count) where count > newsAudience && passage.isSentence:
        "\(what): \(count) others; make it news?"
      case .letters(let count): "\(what): \(count) others"
      case .earlierLetter: "\(what): in an earlier letter to the same person"
      }
    return shared(passage, message, draft)
  }

  private static func shared(
    _ passage: OwnWords.SharedPassage,
    _ message: String,
    _ draft: Draft
  ) -> Finding {
    Finding(
      name: .ownWords,
      severity: .warn,
      isAllowable: true,
      line: passage.line,
      column: passage.column,
      length: passage.length,
      message: message,
      excerpt: draft.fileLine(passage.line),
      hint: nil
    )
  }
}
