internal import Contacts

extension Reviewer {
  /// A German letter that says du and Sie, or the one where the contact's `form:` is the other.
  ///
  /// Only what cannot be anything else counts: `Sie` and its forms with a capital inside a sentence.
  func mixedFormFindings(
    _ draft: Draft,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    let words = reading.measure.words
    let numbers = comparison.formWords
    guard isGerman(reading, numbers) else { return [] }
    let quoted = Self.quotedWords(draft, words)
    var familiar: [Int] = []
    var formal: [Int] = []
    for index in words.numbers.indices where words.numbers[index] != 0 && !quoted.contains(index) {
      let marks = words.places[index].marks
      if numbers.formal.contains(words.numbers[index]) {
        if marks.contains(.isCapital), !marks.contains(.startsSentence) { formal.append(index) }
      } else if numbers.familiar.contains(words.numbers[index]), !Self.isFrench(index, in: words) {
        familiar.append(index)
      }
    }
    let forms = Set(reading.contacts.map { $0.form?.lowercased() })
    let wanted = forms.count == 1 ? forms.first ?? nil : nil
    return mixedForm(draft, words, familiar, formal, wanted: wanted).map { [$0] } ?? []
  }

  private func mixedForm(
    _ draft: Draft,
    _ words: LetterWords,
    _ familiar: [Int],
    _ formal: [Int],
    wanted: String?
  ) -> Finding? {
    let isFormalOdd = wanted == "du" || (wanted != "sie" && formal.count <= familiar.count)
    guard let odd = isFormalOdd ? formal.first : familiar.first else { return nil }
    let isMixed = !familiar.isEmpty && !formal.isEmpty
    guard isMixed || wanted == "du" || wanted == "sie" else { return nil }
    let (line, column, length) = draft.span(of: odd..<odd + 1, in: words)
    return draft.finding(
      .mixedForm,
      line: line,
      column: column,
      length: length,
      message: isMixed
        ? "du and Sie in one letter"
        : "the contact's 'form:' is '\(isFormalOdd ? "du" : "Sie")'",
      hint: "choose one, or: " + draft.allowing(.mixedForm)
    )
  }

  private func isGerman(_ reading: DraftReading, _ numbers: FormWords) -> Bool {
    let languages = reading.contacts.compactMap { $0.language?.lowercased() }
    if languages.contains(where: { $0.hasPrefix("de") }) { return true }
    let words = reading.measure.words
    return words.numbers.count { numbers.common.contains($0) } * 12 >= words.wordCount + 12
  }

  /// `du` between two capitals is a name's: Café du Monde.
  private static func isFrench(_ index: Int, in words: LetterWords) -> Bool {
    guard index > 0, index + 1 < words.count else { return false }
    return [index - 1, index + 1].allSatisfy { words.places[$0].marks.contains(.isCapital) }
  }

  /// What somebody else said: the words between quotation marks on a line.
  static func quotedWords(_ draft: Draft, _ words: LetterWords) -> Set<Int> {
    var spans: [Int32: [Range<Int>]] = [:]
    for (number, line) in draft.lines.enumerated() {
      if let found = quotedSpans(line) { spans[Int32(number)] = found }
    }
    guard !spans.isEmpty else { return [] }
    return Set(
      words.places.indices.filter { index in
        let place = words.places[index]
        return spans[place.line]?.contains { $0.contains(Int(place.offset)) } ?? false
      }
    )
  }

  private static func quotedSpans(_ line: String) -> [Range<Int>]? {
    let marks: Set<Character> = ["\"", "„", "“", "”", "»", "«"]
    guard line.contains(where: marks.contains) else { return nil }
    var spans: [Range<Int>] = []
    var open: Int?
    for index in line.indices where marks.contains(line[index]) {
      let offset = line.utf8.distance(from: line.startIndex, to: index)
      if let begin = open {
        spans.append(begin..<offset)
        open = nil
      } else {
        open = offset
      }
    }
    return spans
  }
}

/// The words by which German is known, and how it addresses people.
struct FormWords {
  let familiar: WordFlags
  let formal: WordFlags
  let common: WordFlags

  init(_ table: WordTable) {
    func numbers(_ words: String) -> WordFlags {
      WordFlags(LetterWords(words, table).numbers.filter { $0 != 0 })
    }
    familiar = numbers("du dich dir dein deine deinen deinem deiner deines")
    formal = numbers("Sie Ihnen Ihr Ihre Ihren Ihrem Ihrer Ihres")
    common = numbers("und ich nicht ist das der die mit auf wie war ein eine auch noch uns wir es")
  }
}
