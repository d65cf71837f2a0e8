internal import Contacts
internal import MailMessage

extension Reviewer {
  /// Text that was meant for somebody else: two traces of one other person.
  ///
  /// The words of a note on them in a row, or their address, are enough; a full name alone asks
  /// whether the two know one another.
  func mixUpFindings(
    _ draft: Draft,
    _ reading: DraftReading,
    _ comparison: LetterComparison
  ) -> [Finding] {
    guard !reading.contacts.isEmpty, let traces = comparison.traces else { return [] }
    let words = reading.measure.words
    let passages = passages(reading, comparison, traces)
    guard !passages.isEmpty || traces.mayBeSeen(in: words.numbers) else { return [] }
    let friends = friends(of: reading.contacts, traces)
    var search = MixUpSearch(reading, comparison.table, traces, friends: friends)
    let isWorthALook: ([MixUpSearch.Trace]) -> Bool = { found in
      Self.isMixUp(found, words) || found.contains { $0.kind == .phrase(.fullName) }
    }
    guard search.traces(passages: passages).values.contains(where: isWorthALook) else { return [] }
    // What was said to them before is theirs, too; it is read only where it matters.
    search.learn(threadWords(reading.contacts, comparison.table))
    let worst = search.traces(passages: passages).filter { isWorthALook($0.value) }
      .max { one, other in
        (Self.halves(one.value, words), other.key) < (Self.halves(other.value, words), one.key)
      }
    guard let worst else { return [] }
    return [mixUpFinding(draft, words, traces.people[worst.key], worst.value)]
  }

  /// The recipients, whom they know, who knows them, and the writer.
  private func friends(of contacts: [Contact], _ traces: PeopleTraces) -> Set<Int> {
    let ids = contacts.map(\.id)
    // A couple may share an address and have a file each.
    let sharing = (contacts.flatMap(\.emails) + [me.address]).flatMap { owners[$0] ?? [] }
    let known = ids + contacts.flatMap(\.knows) + sharing.map(\.id)
    return Set(traces.indices(of: known) + traces.whoKnow(ids))
  }

  /// Stretches that stand in one other letter, to somebody else.
  private func passages(
    _ reading: DraftReading,
    _ comparison: LetterComparison,
    _ traces: PeopleTraces
  ) -> [(range: Range<Int>, people: [Int])] {
    let own = Set(reading.contacts.map(\.id))
    var passages: [(range: Range<Int>, people: [Int])] = []
    for hit in reading.measure.hits where hit.entry.letters == 2 {
      let letters = [hit.entry.first, hit.entry.last].map { comparison.letters[Int($0)] }
      let others = letters.filter { own.isDisjoint(with: $0.contacts) }
      guard others.count == 1, let other = others.first else { continue }
      let people = traces.indices(of: other.contacts)
      if let last = passages.last, last.people == people,
        last.range.upperBound >= hit.range.lowerBound
      {
        let joined = last.range.lowerBound..<max(last.range.upperBound, hit.range.upperBound)
        passages[passages.count - 1].range = joined
      } else {
        passages.append((hit.range, people))
      }
    }
    return passages
  }

  /// The words of earlier letters to the recipients and of what history tells of them.
  private func threadWords(_ contacts: [Contact], _ table: WordTable) -> Set<UInt32> {
    let entries = contacts.flatMap { history.entries(with: $0.id) }
    let letters = entries.filter { $0.kind == .letter }.compactMap(others.earlier).flatMap(\.lines)
    let texts = letters + entries.flatMap { [$0.subject, $0.text].compactMap { $0 } }
    return Set(texts.flatMap { LetterWords($0, table).numbers })
  }

  /// What the traces of one person prove together, in halves.
  private static func halves(_ traces: [MixUpSearch.Trace], _ words: LetterWords) -> Int {
    let isMention = isMention(traces, words)
    var kinds: Set<MixUpSearch.Kind> = []
    var names: Set<UInt32> = []
    return traces.reduce(0) { sum, trace in
      switch trace.kind {
      // Whoever is named in full is spoken of: first name and company come with it.
      case .phrase(.firstName) where isMention, .phrase(.company) where isMention,
        .phrase(.city) where isMention, .rareWords where isMention:
        return sum
      case .phrase(.noteName):
        let isNew = names.isDisjoint(with: words.numbers[trace.range])
        names.formUnion(words.numbers[trace.range])
        return isNew ? sum + trace.halves : sum
      case .noteRun, .phrase, .passage, .rareWords:
        return kinds.insert(trace.kind).inserted ? sum + trace.halves : sum
      }
    }
  }

  /// Whether a person is spoken of: by the full name, or as "Mark from Acme".
  private static func isMention(_ traces: [MixUpSearch.Trace], _ words: LetterWords) -> Bool {
    if traces.contains(where: { $0.kind == .phrase(.fullName) }) { return true }
    guard let name = traces.first(where: { $0.kind == .phrase(.firstName) }),
      let company = traces.first(where: { $0.kind == .phrase(.company) })
    else { return false }
    let gap = company.range.lowerBound - name.range.upperBound
    return (1...2).contains(gap)
      && !words.numbers[name.range.upperBound..<company.range.lowerBound].contains(0)
      && !words.places[company.range.lowerBound].marks.contains(.startsSentence)
  }

  private static func isMixUp(_ traces: [MixUpSearch.Trace], _ words: LetterWords) -> Bool {
    // Every German noun has a capital and counts half: there a name and a noun in one paragraph do.
    let halves = halves(traces, words)
    if halves >= 4 { return true }
    let names = traces.filter { $0.kind == .phrase(.noteName) }
    guard halves >= 3, names.contains(where: { $0.halves == 1 }), let first = names.first else {
      return false
    }
    return words.paragraphs.contains { paragraph in
      paragraph.contains(first.range.lowerBound)
        && names.allSatisfy { paragraph.contains($0.range.lowerBound) }
    }
  }

  private func mixUpFinding(
    _ draft: Draft,
    _ words: LetterWords,
    _ person: Contact,
    _ found: [MixUpSearch.Trace]
  ) -> Finding {
    let isMixUp = Self.isMixUp(found, words)
    let shown = isMixUp ? found : found.filter { $0.kind == .phrase(.fullName) }
    // What is enough by itself is what the message is about.
    let range = (shown.first { $0.halves >= 4 } ?? shown.first)?.range ?? 0..<1
    let (line, column, length) = draft.span(of: range, in: words)
    let name = Draft.singleLine(person.name)
    var finding = Finding(
      name: .mixUp,
      severity: isMixUp ? .block : .warn,
      isAllowable: true,
      line: line,
      column: column,
      length: length,
      message: isMixUp
        ? message(draft, words, name, found) : "\(name) is named: do they know each other?",
      excerpt: draft.fileLine(line),
      hint: isMixUp ? "fix the line, or: " + draft.allowing(.mixUp) : nil
    )
    finding.about = [person.id]
    return finding
  }

  /// `"Joon" and "Iowa State" are known only from your notes on Ada Park`.
  private func message(
    _ draft: Draft,
    _ words: LetterWords,
    _ name: String,
    _ found: [MixUpSearch.Trace]
  ) -> String {
    if found.contains(where: { $0.kind == .noteRun }) {
      return "these are words of your notes on \(name)"
    }
    if found.contains(where: { $0.kind == .phrase(.address) }) {
      return "this is how to reach \(name)"
    }
    var texts: [String] = []
    for trace in found where trace.kind != .passage {
      let text = "\"\(draft.text(of: trace.range, in: words))\""
      if !texts.contains(text) { texts.append(text) }
    }
    let list =
      texts.count < 2
      ? texts.joined() : texts.dropLast().joined(separator: ", ") + " and " + (texts.last ?? "")
    let verb = texts.count == 1 ? "is" : "are"
    if found.contains(where: { $0.kind == .passage }) {
      let also = texts.isEmpty ? "" : ", and \(list) \(verb) known from \(name)'s file"
      return "this passage stands in your letter to \(name), too" + also
    }
    let isFromNotes = found.allSatisfy { $0.kind == .phrase(.noteName) || $0.kind == .rareWords }
    return isFromNotes
      ? "\(list) \(verb) known only from your notes on \(name)"
      : "\(list) \(texts.count == 1 ? "points" : "point") to \(name): a passage from another letter?"
  }
}

extension Draft {
  /// Some words of the letter as they stand, on one line.
  fileprivate func text(of range: Range<Int>, in words: LetterWords) -> String {
    let (line, column, length) = span(of: range, in: words)
    let text = fileLine(line) ?? ""
    return Draft.singleLine(String(text.dropFirst(column - 1).prefix(length)))
  }
}
