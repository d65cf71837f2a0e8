/// How many letters may leave in how much time: a promise to the mail provider.
struct Pace: Equatable, Sendable {
  let letters: Int
  let perSeconds: Int

  /// Reads `20 per minute`; hours, minutes and seconds are known.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "per", let letters = Int(words[0]),
      (1...100_000).contains(letters),
      let seconds = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400][words[2]]
    else { return nil }
    self.letters = letters
    perSeconds = seconds
  }

  /// The least time from one letter to the next.
  var secondsBetweenLetters: Double { Double(perSeconds) / Double(letters) }
}
