internal import Contacts
internal import MailMessage

/// Drafts held against one another and against the letters of these weeks.
struct LetterComparison {
  /// The same word has the same number in everything that is compared.
  private(set) var table: WordTable
  private var index = PassageIndex()
  let phrases: LetterPhrases
  let formWords: FormWords
  /// The words that speak of a file.
  var attachmentWords: Set<UInt32> = []
  /// By what letters show that they are somebody's; nil where there is nobody else.
  var traces: PeopleTraces?
  private var seen: Set<[String]> = []
  /// What is known of each letter beside its words; the first is none.
  private(set) var letters: [Letter] = [
    Letter(Draft(path: "", bytes: []), .draft)
  ]
  /// The numbers of the letters, by whom they are for.
  private(set) var byContact: [String: [Int]] = [:]
  /// Who gets a letter with a subject, in lower case.
  private var bySubject: [String: Set<[String]>] = [:]

  /// A letter as far as others are compared with it.
  struct Letter {
    let id: String?
    let path: String
    let contacts: [String]
    let subject: String
    let state: State

    init(_ draft: Draft, _ state: State) {
      id = draft.id
      path = draft.path
      contacts = draft.contacts
      subject = draft.subject
      self.state = state
    }
  }

  /// Where a letter is.
  enum State: Hashable {
    case draft, waiting
    case sent(CalendarDay)
  }

  init(table: WordTable) {
    self.table = table
    phrases = LetterPhrases(table)
    formWords = FormWords(table)
  }

  /// Begins with so many drafts, of so many words together; `isSifting` as ``PassageIndex`` has it.
  mutating func begin(drafts: Int, words: Int, isSifting: Bool) {
    index = PassageIndex(letters: drafts, words: words, isSifting: isSifting)
  }

  /// Watches for the passages of a draft that is looked at.
  mutating func watch(_ words: LetterWords, isReused: [Bool]) -> PassageIndex.Watched {
    index.watch(words) { !isReused[$0] }
  }

  /// Meets a letter that will be counted, once all drafts are watched for.
  mutating func meet(_ letter: CountedLetter, _ watched: PassageIndex.Watched? = nil) {
    index.meet(letter.numbers, watched)
    for quote in letter.quotes { index.meet(quote.numbers) }
  }

  /// Sifts what is watched for in the drafts, once all letters were met.
  mutating func sift(_ watched: [PassageIndex.Watched]) { index.sift(watched) }

  /// Settles what is watched for in a draft, once all were sifted.
  mutating func settle(_ watched: inout PassageIndex.Watched) { index.settle(&watched) }

  /// Counts a letter once; a copy of a draft to the same people is the same letter.
  mutating func count(_ letter: CountedLetter, _ watched: PassageIndex.Watched? = nil) {
    let facts = letter.facts
    if let id = facts.id {
      guard seen.insert([id] + facts.contacts).inserted else { return }
    }
    let number = letters.count
    letters.append(facts)
    for contact in facts.contacts { byContact[contact, default: []].append(number) }
    bySubject[facts.subject.lowercased(), default: []].insert(facts.contacts)
    index.count(
      letter.numbers,
      shortSentences: letter.shortSentences,
      watched,
      number: number
    )
    for quote in letter.quotes {
      index.count(quote.numbers, shortSentences: quote.shortSentences, number: number)
    }
  }

  /// The same for another thread: the words that it meets get numbers of their own.
  func copy() -> LetterComparison {
    var copy = self
    copy.table = table.copy()
    return copy
  }

  /// How many people get a letter with this subject.
  func people(withSubject subject: String) -> Int {
    bySubject[subject.lowercased()]?.count ?? 0
  }

  /// The passages of a draft that stand in other letters, too.
  func hits(in words: LetterWords, _ watched: PassageIndex.Watched) -> [PassageIndex.Hit] {
    index.hits(in: words, watched, own: 1)
  }
}
