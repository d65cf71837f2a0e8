internal import Contacts

/// What was told, used and had is read off the text that was approved: people delete paragraphs,
/// move them, and say things in words of their own.
extension Reviewer {
  /// What of a draft's material is in its letter; the rest is there for the next one.
  func usedInLetter(_ draft: Draft, _ letter: String, contacts: [Contact]) -> Used {
    guard !draft.used.isEmpty else { return draft.used }
    let wordings = wordings(draft, contacts)
    let words = Trace.words(of: draft.subject + "\n" + letter)
    let items = Dictionary(news.map { ($0.id, $0.text) }) { first, _ in first }
    var used = draft.used
    // What is not known any more, because a file was changed meanwhile, counts as said.
    used.news.removeAll { id in items[id].map { !Trace.stands($0, in: words) } ?? false }
    used.variants.removeAll { variant in
      wordings.variants[variant].map { !Trace.stands($0, in: words) } ?? false
    }
    used.once.removeAll { name in
      wordings.once[name].map { !Trace.stands($0, in: words) } ?? false
    }
    used.notes = notesUsed(draft, contacts: contacts, words, wordings)
    return used
  }

  /// The notes that the letter speaks of.
  ///
  /// A passage that shares a word with a note is about it. The cue of a place that had to be written
  /// may have been answered in other words altogether: a passage that is about no note answers it.
  private func notesUsed(
    _ draft: Draft,
    contacts: [Contact],
    _ words: [String],
    _ wordings: LetterWordings
  ) -> [String] {
    guard !draft.used.notes.isEmpty else { return [] }
    let notes = Dictionary(contacts.flatMap(\.notes).map { ($0.id, $0) }) { first, _ in first }
    let passages = typedPassages(draft, contacts: contacts, wordings).map(Trace.keys)
    let cues = draft.used.notes.map { notes[$0].map { Trace.keys(of: Trace.words(of: $0.text)) } }
    var unclaimed = passages.count { passage in
      !cues.contains { $0.map { !$0.isDisjoint(with: passage) } ?? false }
    }
    return zip(draft.used.notes, cues).filter { id, cue in
      guard let note = notes[id], let cue else { return true }
      if passages.contains(where: { !$0.isDisjoint(with: cue) }) { return true }
      if [note.text, note.say].contains(where: { $0.map { Trace.stands($0, in: words) } ?? false })
      {
        return true
      }
      guard unclaimed > 0, !draft.hasOptionalPlace(for: note.text) else { return false }
      unclaimed -= 1
      return true
    }.map(\.0)
  }

  /// The words of each paragraph that were typed, of those with at least three such words.
  private func typedPassages(
    _ draft: Draft,
    contacts: [Contact],
    _ wordings: LetterWordings
  ) -> [[String]] {
    var reused = draft.template.flatMap(templateText).map { [$0.text] } ?? []
    reused += Array(wordings.variants.values) + Array(wordings.once.values) + news.map(\.text)
    reused += [
      Salutation.line(for: contacts, language: LetterRenderer.language(of: contacts)), me.name,
    ]
    reused += contacts.flatMap { $0.notes.compactMap(\.say) }
    let known = Trace.Runs(of: reused)
    let paragraphs = draft.letter.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.allSatisfy(\.isWhitespace) }
      .map { Trace.words(of: $0.filter { !$0.hasPrefix(">") }.joined(separator: "\n")) }
    return paragraphs.enumerated().compactMap { index, words in
      let typed = known.others(in: words)
      let isLast = index == paragraphs.count - 1
      // A greeting or a sign-off in other words is no passage.
      if index == 0, words.count <= 5 { return nil }
      if isLast, words.count <= 4 || words.count <= 8 && isOwnName(words.last) { return nil }
      return typed.count < Trace.run ? nil : typed
    }
  }

  private func isOwnName(_ word: String?) -> Bool {
    word.map(Trace.words(of: me.name).contains) ?? false
  }
}

extension Draft {
  /// Whether a text was the cue of a place that could stay unwritten.
  fileprivate func hasOptionalPlace(for text: String) -> Bool {
    let place = Place.all(in: [Place.written(cue: text, isOptional: true)]).first
    return place.map { writtenDigests.dropFirst().contains(Place.digest(ofCue: $0.cue)) } ?? false
  }
}
