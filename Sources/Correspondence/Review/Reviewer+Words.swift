internal import Contacts

extension Reviewer {
  /// A note that is marked `#private` must not be in a letter: neither whole nor five words of it.
  func privateNoteFindings(_ draft: Draft, contacts: [Contact]) -> [Finding] {
    let lines = draft.lines.map(OwnWords.words)
    let flat = lines.enumerated().flatMap { line, words in words.map { (line: line, word: $0) } }
    var findings: [Finding] = []
    for note in contacts.flatMap(\.notes) where note.isPrivate {
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

  /// How much of the letter is the person's own.
  ///
  /// A remark only: what is shared with the other letters of the batch is not yet counted.
  func ownWordsFindings(_ draft: Draft, _ measure: OwnWords) -> [Finding] {
    let wanted = Int((Double(measure.words) * ownWords).rounded(.up))
    guard ownWords > 0, measure.words > 0, draft.template != nil, draft.openPlaces.isEmpty else {
      return []
    }
    let isEnough = measure.ownWords >= wanted && measure.longestRun >= min(6, measure.words)
    guard !isEnough else { return [] }
    return [
      Finding(
        name: .ownWords,
        severity: .warn,
        isAllowable: true,
        line: 1,
        column: nil,
        length: 0,
        message: Self.message(measure, wanted: wanted),
        excerpt: nil,
        hint: nil
      )
    ]
  }

  private static func message(_ measure: OwnWords, wanted: Int) -> String {
    guard measure.ownWords < wanted else {
      return "no passage of six words in a row is yours; one sentence will do"
    }
    let verb = measure.ownWords == 1 ? "is" : "are"
    let more = wanted - measure.ownWords <= 12 ? "one more sentence" : "a few more sentences"
    return "\(measure.ownWords) of \(measure.words) words \(verb) yours; \(wanted) are asked for: "
      + "\(more) will do"
  }
}
