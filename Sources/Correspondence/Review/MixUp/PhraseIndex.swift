/// Phrases that are looked for, by their first word.
///
/// Most words begin none: that is one look into an array.
struct PhraseIndex {
  private var phrases: [(phrase: PeopleTraces.Phrase, people: [Int])] = []
  private var numbers: [PeopleTraces.Phrase: Int] = [:]
  /// The phrase that goes on with the list of each one, counted from 1; 0 at a list's end.
  private var next: [Int32] = []
  /// The first phrase and the last of each word's list, by the word's number.
  private var lists: [(first: Int32, last: Int32)] = []

  /// Adds a phrase of somebody; it is looked for once, however many people have it.
  mutating func add(_ phrase: PeopleTraces.Phrase, _ person: Int) {
    if let number = numbers[phrase] { return phrases[number].people.append(person) }
    numbers[phrase] = phrases.count
    phrases.append((phrase, [person]))
    next.append(0)
    let number = Int32(phrases.count)
    let word = Int(phrase.words[0] & ~WordTable.ideographic)
    if word >= lists.count {
      let more = max(word + 1, lists.count * 2) - lists.count
      lists += [(first: Int32, last: Int32)](repeating: (0, 0), count: more)
    }
    if lists[word].first == 0 {
      lists[word].first = number
    } else {
      next[Int(lists[word].last) - 1] = number
    }
    lists[word].last = number
  }

  /// The words that phrases begin with; one may be there several times.
  var firstWords: [UInt32] { phrases.map { $0.phrase.words[0] } }

  /// Calls for each phrase that begins with one of the words, with the word's index and the people who
  /// have it; a 0 is no word.
  func each(
    beginningIn words: [UInt32],
    _ body: (_ index: Int, PeopleTraces.Phrase, _ people: [Int]) -> Void
  ) {
    guard !phrases.isEmpty else { return }
    for (index, word) in words.enumerated() where word != 0 {
      let list = Int(word & ~WordTable.ideographic)
      guard list < lists.count else { continue }
      var number = Int(lists[list].first)
      while number != 0 {
        body(index, phrases[number - 1].phrase, phrases[number - 1].people)
        number = Int(next[number - 1])
      }
    }
  }
}
