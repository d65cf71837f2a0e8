/// Looks in a letter for what belongs to somebody else.
struct MixUpSearch {
  let words: LetterWords
  let table: WordTable
  let traces: PeopleTraces
  /// Words that prove nothing here: those of the recipients' files, of news and of the template.
  private var known: KnownWords
  /// Whether a word was not typed.
  let isReused: [Bool]
  /// Whose traces count for nothing: the recipients, and whom they know.
  let friends: Set<Int>

  init(
    _ reading: DraftReading,
    _ table: WordTable,
    _ traces: PeopleTraces,
    friends: Set<Int>
  ) {
    words = reading.measure.words
    known = reading.known
    isReused = reading.measure.isReused
    self.table = table
    self.traces = traces
    self.friends = friends
  }

  /// Takes in words that prove nothing either.
  mutating func learn(_ words: Set<UInt32>) { known.own.formUnion(words) }

  /// Something found of a person.
  struct Trace {
    let person: Int
    let kind: Kind
    let range: Range<Int>
    /// How much it proves, in halves.
    let halves: Int
  }

  /// What was found.
  enum Kind: Hashable {
    case phrase(PeopleTraces.Kind)
    case noteRun
    case passage
    /// Some words that only their file has.
    case rareWords
  }

  /// Whether each word is in a paragraph that somebody wrote without any capital.
  private var isLowerCase: [Bool] {
    var flags = [Bool](repeating: false, count: words.count)
    for paragraph in words.paragraphs where paragraph.count >= 5 {
      if paragraph.contains(where: { words.places[$0].marks.contains(.isCapital) }) { continue }
      for index in paragraph { flags[index] = true }
    }
    return flags
  }

  /// A word's numbers: its own, and without the `s` of a possessive.
  private func forms(_ index: Int) -> [UInt32] {
    let number = words.numbers[index]
    return [number] + (table.numberWithoutS(number).map { [$0] } ?? [])
  }

  /// Everything found, by person; the passages are those that stand in one other letter, with whose
  /// it is.
  func traces(passages: [(range: Range<Int>, people: [Int])]) -> [Int: [Trace]] {
    var found: [Int: [Trace]] = [:]
    for trace in phraseTraces() + noteRunTraces() { found[trace.person, default: []].append(trace) }
    for (range, people) in passages {
      for person in people where !friends.contains(person) {
        found[person, default: []].append(
          Trace(person: person, kind: .passage, range: range, halves: 2)
        )
      }
    }
    let sentences = words.sentences
    for (person, list) in rareWords() {
      found[person, default: []] += rareTraces(person, list, among: found[person] ?? [], sentences)
    }
    return found.mapValues(Self.withoutRepetition)
  }

  private func phraseTraces() -> [Trace] {
    let isLowerCase = isLowerCase
    var found: [Trace] = []
    func add(_ index: Int, _ phrase: PeopleTraces.Phrase, _ people: [Int]) {
      guard stands(phrase, at: index, isLowerCase) else { return }
      let range = index..<index + phrase.words.count
      let kind = Kind.phrase(phrase.kind)
      for person in people where !friends.contains(person) {
        found.append(Trace(person: person, kind: kind, range: range, halves: phrase.halves))
      }
    }
    traces.addresses.each(beginningIn: words.numbers, add)
    let names = words.numbers.indices.map { index in
      words.places[index].marks.contains(.isCapital) || isLowerCase[index]
        ? words.numbers[index] : 0
    }
    traces.names.each(beginningIn: names, add)
    traces.names.each(beginningIn: table.numbersWithoutS(names), add)
    return found
  }

  /// Whether a phrase is there, and is meant as one.
  private func stands(_ phrase: PeopleTraces.Phrase, at start: Int, _ isLowerCase: [Bool]) -> Bool {
    let range = start..<start + phrase.words.count
    guard range.upperBound <= words.count,
      zip(range, phrase.words).allSatisfy({ words.numbers[$0] == $1 || forms($0).contains($1) }),
      !range.allSatisfy({ isReused[$0] }), !phrase.words.allSatisfy(known.contains)
    else { return false }
    if phrase.kind == .address { return true }
    if isLowerCase[start] { return phrase.words.contains { !traces.kinds.isWord($0) } }
    guard range.allSatisfy({ words.places[$0].marks.contains(.isCapital) }) else { return false }
    guard phrase.words.count == 1 else { return true }
    return isName(start, phrase)
  }

  /// Whether one word with a capital is a name here: not where any word would have one, and not as a
  /// part of another name.
  private func isName(_ index: Int, _ phrase: PeopleTraces.Phrase) -> Bool {
    let isWord = traces.kinds.isWord(phrase.words[0])
    if words.places[index].marks.contains(.startsSentence) {
      return phrase.kind == .noteName && !isWord
    }
    if phrase.kind == .firstName, isPartOfAnotherName(index) { return false }
    guard isWord else { return true }
    let before = index > 0 ? words.numbers[index - 1] : 0
    return !traces.kinds.beforeWords.contains(before) && !isPartOfAnotherName(index)
  }

  private func isPartOfAnotherName(_ index: Int) -> Bool {
    func isCapital(_ other: Int) -> Bool {
      guard words.numbers.indices.contains(other), words.numbers[other] != 0 else { return false }
      let place = words.places[other]
      let (first, second) =
        other < index ? (place, words.places[index]) : (words.places[index], place)
      return place.marks.contains(.isCapital)
        && !traces.kinds.capitals.contains(words.numbers[other])
        && first.line == second.line && second.offset == first.offset + Int32(first.length) + 1
        && !(other < index && place.marks.contains(.startsSentence)
          && traces.kinds.isWord(words.numbers[other]))
    }
    return isCapital(index - 1) || isCapital(index + 1)
  }

  /// Words of a note, in a row, that were typed and of which at least one is theirs alone.
  private func noteRunTraces() -> [Trace] {
    var found: [Trace] = []
    for paragraph in words.paragraphs {
      var begin = paragraph.lowerBound
      var telling = -1
      for index in paragraph {
        if isReused[index] { begin = index + 1 }
        if isTelling(words.numbers[index]) { telling = index }
        let start = index + 1 - PeopleTraces.noteRun
        if start >= begin, telling >= start, let trace = noteRun(start..<index + 1) {
          found.append(trace)
        }
      }
    }
    return found
  }

  /// Whether a word points to one person.
  private func isTelling(_ number: UInt32) -> Bool {
    traces.owner(of: number) != nil && !known.contains(number)
      && !traces.kinds.frequent.contains(number)
  }

  private func noteRun(_ range: Range<Int>) -> Trace? {
    guard
      let entry = traces.noteRuns.entry(
        of: words.numbers,
        range.lowerBound,
        length: range.count,
        watched: traces.noteWords
      ), entry.letters == 1
    else { return nil }
    let person = Int(entry.first) - 1
    let isTheirs = words.numbers[range].contains { traces.owner(of: $0) == person && isTelling($0) }
    guard isTheirs, !friends.contains(person) else { return nil }
    return Trace(person: person, kind: .noteRun, range: range, halves: 4)
  }

  /// Where words stand that one person's file alone has, by person.
  private func rareWords() -> [Int: [Int]] {
    var found: [Int: [Int]] = [:]
    for index in words.numbers.indices where !isReused[index] {
      let number = words.numbers[index]
      guard number != 0, words.places[index].length >= 4, let person = traces.owner(of: number),
        traces.isInNotes(number),
        !friends.contains(person), !known.contains(number),
        !traces.kinds.frequent.contains(number), !traces.kinds.capitals.contains(number)
      else { continue }
      found[person, default: []].append(index)
    }
    return found
  }

  /// Rare words prove something beside another trace: in a passage, in the sentence of a name, with
  /// the neighbour that they have in the note; or two of them in one sentence that speaks to the
  /// reader.
  private func rareTraces(
    _ person: Int,
    _ indices: [Int],
    among found: [Trace],
    _ sentences: [Range<Int>]
  ) -> [Trace] {
    let names = found.flatMap { trace in trace.kind == .passage ? [] : Array(trace.range) }
    let indices = indices.filter { !names.contains($0) }
    let best = indices.map { index in
      (index: index, halves: min(2, halves(index, person, found, sentences)))
    }.max { ($0.halves, $1.index) < ($1.halves, $0.index) }
    if let best, best.halves > 0 { return [rareTrace(person, best.index, halves: best.halves)] }
    for sentence in sentences {
      let inside = indices.filter(sentence.contains)
      guard inside.count >= 2 else { continue }
      let speaks = sentence.contains { traces.kinds.addressing.contains(words.numbers[$0]) }
      if speaks { return [rareTrace(person, inside[0], halves: 2)] }
    }
    return []
  }

  private func rareTrace(_ person: Int, _ index: Int, halves: Int) -> Trace {
    Trace(person: person, kind: .rareWords, range: index..<index + 1, halves: halves)
  }

  /// What a rare word proves beside the other traces of a person.
  private func halves(
    _ index: Int,
    _ person: Int,
    _ found: [Trace],
    _ sentences: [Range<Int>]
  ) -> Int {
    if found.isEmpty { return 0 }
    if found.contains(where: { $0.kind == .passage && $0.range.contains(index) }) { return 2 }
    let sentence = sentences.first { $0.contains(index) } ?? index..<index + 1
    let paragraph = words.paragraphs.first { $0.contains(index) } ?? sentence
    let near = found.filter { paragraph.contains($0.range.lowerBound) }
    guard !near.isEmpty else { return 0 }
    let isWithName = near.contains { trace in
      trace.kind == .phrase(.noteName) && sentence.contains(trace.range.lowerBound)
    }
    return (isWithName ? 2 : 1) + (hasItsNeighbour(index, person) ? 1 : 0)
  }

  /// Whether the word before or behind is there in the note, too.
  private func hasItsNeighbour(_ index: Int, _ person: Int) -> Bool {
    [index - 1, index].contains { start in
      guard start >= 0, start + 2 <= words.count, words.numbers[start] != 0,
        words.numbers[start + 1] != 0,
        min(words.places[start].length, words.places[start + 1].length) >= 4
      else { return false }
      let pair = traces.notePairs.entry(
        of: words.numbers,
        start,
        length: 2,
        watched: traces.noteWords
      )
      return pair.map { $0.letters == 1 && Int($0.first) == person + 1 } ?? false
    }
  }

  /// Each phrase counts once, and none that is a part of another.
  private static func withoutRepetition(_ traces: [Trace]) -> [Trace] {
    var kept: [Trace] = []
    for trace in traces.sorted(by: {
      ($1.range.count, $0.range.lowerBound) < ($0.range.count, $1.range.lowerBound)
    }) {
      let isInside = kept.contains { other in
        other.kind != .passage && other.range.overlaps(trace.range) && trace.kind != .passage
      }
      if !isInside { kept.append(trace) }
    }
    return kept.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
