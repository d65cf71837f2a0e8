internal import Contacts
internal import MailMessage

/// Drafts held against one another and against the letters of these weeks.
struct LetterComparison {
  /// The same word has the same number in everything that is compared.
  let table: WordTable
  private var index = PassageIndex()
  let phrases: LetterPhrases
  /// The words that speak of a file.
  var attachmentWords: Set<UInt32> = []
  /// By what letters show that they are somebody's; nil where there is nobody else.
  var traces: PeopleTraces?
  private var seen: Set<[String]> = []
  /// What is known of each letter beside its words; the first is none.
  private(set) var letters: [Letter] = [
    Letter(id: nil, path: "", contacts: [], subject: "", state: .draft)
  ]
  /// The numbers of the letters, by whom they are for.
  private(set) var byContact: [String: [Int]] = [:]
  /// The numbers of the letters with a subject, in lower case.
  private var bySubject: [String: [Int]] = [:]

  /// A letter as far as others are compared with it.
  struct Letter {
    let id: String?
    let path: String
    let contacts: [String]
    let subject: String
    let state: State
  }

  /// Where a letter is.
  enum State: Hashable {
    case draft, waiting
    case sent(CalendarDay)
  }

  init(table: WordTable) {
    self.table = table
    phrases = LetterPhrases(table)
  }

  /// Watches for the passages of a draft that is looked at.
  mutating func watch(_ words: LetterWords, isReused: [Bool]) {
    index.watch(words) { !isReused[$0] }
  }

  /// Counts a letter once; a copy of a draft to the same people is the same letter.
  mutating func count(_ draft: Draft, _ state: State, _ words: LetterWords) {
    if let id = draft.id {
      guard seen.insert([id] + draft.contacts).inserted else { return }
    }
    let number = letters.count
    letters.append(
      Letter(
        id: draft.id,
        path: draft.path,
        contacts: draft.contacts,
        subject: draft.subject,
        state: state
      )
    )
    for contact in draft.contacts { byContact[contact, default: []].append(number) }
    bySubject[draft.subject.lowercased(), default: []].append(number)
    index.count(words, letter: number)
  }

  /// How many people get a letter with this subject.
  func people(withSubject subject: String) -> Int {
    Set((bySubject[subject.lowercased()] ?? []).map { letters[$0].contacts }).count
  }

  /// The passages of a draft that stand in other letters, too.
  func hits(in words: LetterWords, isReused: [Bool]) -> [PassageIndex.Hit] {
    index.hits(in: words, own: 1) { !isReused[$0] }
  }
}
