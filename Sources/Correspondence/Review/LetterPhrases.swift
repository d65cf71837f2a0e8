/// How people ask for something, and speak of files: as the numbers of words.
struct LetterPhrases {
  private let phrases: [UInt32: [[UInt32]]]
  private let openings: [UInt32: [[UInt32]]]
  private let verbs: Set<UInt32>
  /// The words that any of them begin with: hardly any of a letter's do.
  private let beginnings: WordFlags

  init(_ table: WordTable) {
    func numbers(_ text: String) -> [UInt32] {
      LetterWords(text, table).numbers.filter { $0 != 0 }
    }
    phrases = Dictionary(grouping: Self.phrases.map(numbers)) { $0[0] }
    openings = Dictionary(grouping: Self.openings.map(numbers)) { $0[0] }
    verbs = Set(numbers(Self.verbs))
    beginnings = WordFlags(Array(phrases.keys) + Array(openings.keys))
  }

  /// The first words of a letter that ask for something; nil where none do.
  func firstRequest(in numbers: [UInt32]) -> Range<Int>? {
    for index in numbers.indices where beginnings.contains(numbers[index]) {
      for phrase in phrases[numbers[index]] ?? [] where numbers[index...].starts(with: phrase) {
        return index..<index + phrase.count
      }
      for opening in openings[numbers[index]] ?? [] where numbers[index...].starts(with: opening) {
        let after = numbers[(index + opening.count)...].prefix(6)
        if let verb = after.firstIndex(where: verbs.contains) { return index..<verb + 1 }
      }
    }
    return nil
  }

  private static let openings = [
    "could you", "can you", "would you", "will you", "might you", "please", "you could",
    "könntest du", "kannst du", "würdest du", "könnten Sie", "können Sie", "würden Sie", "bitte",
  ]

  private static let phrases = [
    "do me a favor", "do me a favour", "a favor to ask", "a favour to ask", "ask you a favor",
    "ask you a favour", "ask a favor", "ask a favour", "I need your", "we need your",
    "need your help", "I am looking for", "we are looking for", "I'm looking for", "ask you for",
    "ask for your", "um einen Gefallen", "einen Gefallen tun", "ich brauche deine",
    "ich brauche Ihre", "brauche deine Hilfe", "brauche Ihre Hilfe", "dich bitten", "Sie bitten",
    "wir suchen", "ich suche",
  ]

  private static let verbs = """
    help send introduce lend recommend review forward sign spare donate vote endorse refer connect \
    sponsor buy share helfen schicken senden leihen vorstellen empfehlen weiterleiten unterschreiben \
    spenden teilen
    """
}
