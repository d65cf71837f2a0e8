internal import Contacts

/// By what a letter shows that it is somebody's: names, companies, and what only their file has.
struct PeopleTraces {
  let people: [Contact]
  /// Names of all kinds, and companies.
  private(set) var names = PhraseIndex()
  /// How to reach people.
  private(set) var addresses = PhraseIndex()
  /// Runs of words of notes, and whose they are.
  private(set) var noteRuns = RunTable()
  private(set) var noteWords: [UInt32] = [0]
  private var noteVocabulary = WordFlags()
  let kinds: WordKinds
  /// Whose file alone has a word, by the word's number: 0 nobody's, -1 several.
  private var owners: [Int32] = []
  private var byID: [String: Int] = [:]
  /// Who says to know somebody, by that one's id.
  private var acquainted: [String: [Int]] = [:]
  private var firstNameCounts: [UInt32: Int] = [:]
  private var companyCounts: [[UInt32]: Int] = [:]
  /// Whose notes alone have words with capitals in a row: -1 for several people's.
  private var phraseOwners: [[UInt32]: Int] = [:]
  /// Two words of a note that follow one another, and whose they are.
  private(set) var notePairs = RunTable()

  /// A letter that shows anything of anybody, other than by a passage, has one of these words.
  private var telling = WordFlags()

  /// How many words of a note in a row are surely from it.
  static let noteRun = 5

  /// Some words that point to a person, or to several who have them in common.
  struct Phrase: Hashable {
    let words: [UInt32]
    let kind: Kind
    /// How much it proves, in halves: two wholes of one person are a mix-up.
    let halves: Int
  }

  /// What a phrase is of a person.
  enum Kind: Hashable {
    case fullName, firstName, company, city, noteName, address
  }

  /// Learns all traces of the people, whose files were read in their order.
  init(_ people: [Contact], _ words: [ContactWords], _ kinds: WordKinds) {
    self.people = people
    self.kinds = kinds
    for (index, person) in people.enumerated() {
      byID[person.id] = index
      for id in person.knows { acquainted[id, default: []].append(index) }
    }
    let files = zip(people, words).map { Self.read($0, $1, kinds.table) }
    for (person, words) in words.enumerated() {
      for text in words.texts { own(text.numbers, person) }
    }
    for (person, file) in files.enumerated() {
      if let name = file.firstName { firstNameCounts[name, default: 0] += 1 }
      if !file.company.isEmpty { companyCounts[file.company, default: 0] += 1 }
      for note in file.notes {
        watchRuns(note, person)
        for range in note.capitalPhrases where range.count > 1 {
          ownPhrase(Array(note.numbers[range]), person)
          ownPhrase(Array(note.numbers[range.dropFirst()]), person)
        }
      }
    }
    for (person, file) in files.enumerated() { add(file, person) }
    telling = WordFlags(names.firstWords + addresses.firstWords)
    for (word, owner) in owners.enumerated() where owner > 0 { telling.insert(UInt32(word)) }
    for word in kinds.table.numbers(withSOf: telling) { telling.insert(word) }
  }

  /// Whether a letter of these words may show anything of anybody; most have no word that does.
  func mayBeSeen(in words: [UInt32]) -> Bool { words.contains(where: telling.contains) }

  /// A contact's file in words.
  private struct File {
    var name: [UInt32] = []
    var firstName: UInt32?
    var company: [UInt32] = []
    var city: [UInt32] = []
    var addresses: [[UInt32]] = []
    var notes: [LetterWords] = []
    var isGerman = false
  }

  private static func read(_ contact: Contact, _ words: ContactWords, _ table: WordTable) -> File {
    func numbers(_ text: String) -> [UInt32] {
      LetterWords(text, table).numbers.filter { $0 != 0 }
    }
    var file = File()
    file.name = numbers(contact.name)
    file.firstName = contact.firstName.map(numbers).flatMap { $0.count == 1 ? $0[0] : nil }
    file.company = companyWords(contact.organization ?? "").flatMap(numbers)
    file.city = numbers(contact.city ?? "")
    file.addresses =
      ["address", "street", "adr"].flatMap { contact[$0]?.texts ?? [] }
      .map(numbers).filter { $0.count >= 3 } + contact.phones.map(numbers).filter { $0.count >= 3 }
    file.notes = words.notes
    file.isGerman = contact.language?.lowercased().hasPrefix("de") ?? false
    return file
  }

  /// A company's name without its legal form: `Park Letterpress` of `Park Letterpress, Inc.`.
  private static func companyWords(_ name: String) -> [String] {
    let words = name.split { $0 == " " || $0 == "," }.map(String.init)
    return words.filter { !legalForms.contains($0.lowercased().filter { $0 != "." }) }
  }

  private static let legalForms: Set<String> = [
    "inc", "llc", "ltd", "gmbh", "ag", "co", "corp", "corporation", "company", "kg", "plc", "the",
    "ev", "e.v", "group", "holding", "self-employed", "freelance", "retired",
  ]

  private mutating func own(_ words: [UInt32], _ person: Int) {
    for word in words where word != 0 {
      let index = Int(word & ~WordTable.ideographic)
      if index >= owners.count {
        owners += [Int32](repeating: 0, count: max(index + 1, owners.count * 2) - owners.count)
      }
      if owners[index] == 0 {
        owners[index] = Int32(person + 1)
      } else if owners[index] != Int32(person + 1) {
        owners[index] = -1
      }
    }
  }

  /// The numbers of people by their ids.
  func indices(of ids: [String]) -> [Int] { ids.compactMap { byID[$0] } }

  /// The numbers of those whose files say that they know one of these.
  func whoKnow(_ ids: [String]) -> [Int] { ids.flatMap { acquainted[$0] ?? [] } }

  /// Whether a word is in anybody's notes, and not in other facts alone.
  func isInNotes(_ word: UInt32) -> Bool { noteVocabulary.contains(word) }

  /// The person whose file alone has a word.
  func owner(of word: UInt32) -> Int? {
    let index = Int(word & ~WordTable.ideographic)
    guard index < owners.count, owners[index] > 0 else { return nil }
    return Int(owners[index]) - 1
  }

  private mutating func ownPhrase(_ words: [UInt32], _ person: Int) {
    if let owner = phraseOwners[words] {
      if owner != person { phraseOwners[words] = -1 }
    } else {
      phraseOwners[words] = person
    }
  }

  private mutating func watchRuns(_ note: LetterWords, _ person: Int) {
    let base = noteWords.count
    noteWords += note.numbers
    for number in note.numbers { noteVocabulary.insert(number) }
    for paragraph in note.paragraphs {
      for start in paragraph.dropLast() {
        let pair = notePairs.watch(base + start, length: 2, in: noteWords)
        notePairs.note(pair, letter: person + 1)
      }
    }
    for paragraph in note.paragraphs where paragraph.count >= Self.noteRun {
      for start in paragraph.lowerBound...(paragraph.upperBound - Self.noteRun) {
        let run = noteRuns.watch(base + start, length: Self.noteRun, in: noteWords)
        noteRuns.note(run, letter: person + 1)
      }
    }
  }

  private mutating func add(_ file: File, _ person: Int) {
    if file.name.count >= 2 { add(file.name, person, .fullName, halves: 2) }
    if let name = file.firstName {
      let isVague = kinds.isWord(name) || firstNameCounts[name, default: 0] > 2
      add([name], person, .firstName, halves: isVague ? 1 : 2)
    }
    if !file.company.isEmpty {
      let isVague =
        file.company.allSatisfy(kinds.isWord)
        || companyCounts[file.company, default: 0] > 2
      add(file.company, person, .company, halves: isVague ? 1 : 2)
    }
    if !file.city.isEmpty { add(file.city, person, .city, halves: 1) }
    for address in file.addresses { add(address, person, .address, halves: 4) }
    for note in file.notes { addNames(of: note, person, isGerman: file.isGerman) }
  }

  private mutating func add(_ words: [UInt32], _ person: Int, _ kind: Kind, halves: Int) {
    let phrase = Phrase(words: words, kind: kind, halves: halves)
    if kind == .address { addresses.add(phrase, person) } else { names.add(phrase, person) }
  }

  /// Names in a note: words with capitals inside of a sentence that no other file has.
  private mutating func addNames(of note: LetterWords, _ person: Int, isGerman: Bool) {
    for range in note.capitalPhrases {
      var range = range
      // A sentence begins with a capital whatever its word is.
      if note.places[range.lowerBound].marks.contains(.startsSentence) {
        let isName = !kinds.isWord(note.numbers[range.lowerBound])
        if isName { addName(note, range, person, isGerman: isGerman) }
        range = range.lowerBound + 1..<range.upperBound
      }
      addName(note, range, person, isGerman: isGerman)
      guard range.count > 1 else { continue }
      for index in range {
        // A noun before a name: "Tochter Joon".
        let mayBeNoun = isGerman && index == range.lowerBound
        addName(note, index..<index + 1, person, isGerman: mayBeNoun)
      }
    }
  }

  private mutating func addName(
    _ note: LetterWords,
    _ range: Range<Int>,
    _ person: Int,
    isGerman: Bool
  ) {
    guard !range.isEmpty else { return }
    let words = Array(note.numbers[range])
    let isOwn =
      words.count > 1
      ? phraseOwners[words] == person && words.contains { !kinds.frequent.contains($0) }
      : owner(of: words[0]) == person && !kinds.isWord(words[0])
    guard isOwn, !words.allSatisfy(kinds.capitals.contains) else { return }
    // Every German noun has a capital.
    add(words, person, .noteName, halves: isGerman ? 1 : 2)
  }
}

extension LetterWords {
  /// Words with capitals that follow one another with nothing but a blank in between.
  var capitalPhrases: [Range<Int>] {
    ranges { numbers[$0] == 0 || !places[$0].marks.contains(.isCapital) }.flatMap { range in
      var parts: [Range<Int>] = []
      var start = range.lowerBound
      for index in range.dropFirst() where !isNext(index) {
        parts.append(start..<index)
        start = index
      }
      return parts + [start..<range.upperBound]
    }
  }

  /// Whether a word follows the one before it with one octet in between, in the same sentence.
  private func isNext(_ index: Int) -> Bool {
    let (one, other) = (places[index - 1], places[index])
    return one.line == other.line && other.offset == one.offset + Int32(one.length) + 1
      && !other.marks.contains(.startsSentence)
  }
}
