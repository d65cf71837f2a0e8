package import MailMessage

/// How many letters may leave in how much time: a promise to the mail provider.
package struct Pace: Hashable, Sendable {
  package let letters: Int
  package let seconds: Int

  /// Reads `20 per minute`; hours, days and seconds are known.
  package init?(_ text: String) {
    let words = text.split(separator: " ")
    guard words.count == 3, words[1] == "per", let letters = Int(words[0]),
      (1...100_000).contains(letters),
      let seconds = ["second": 1, "minute": 60, "hour": 3600, "day": 86_400][words[2]]
    else { return nil }
    self.letters = letters
    self.seconds = seconds
  }
}

/// The attempts of the last while, by which the pace is kept: never more of them within any stretch
/// of the pace's time than its number.
package struct PaceWindow: Sendable {
  /// In seconds: no pace reaches further back.
  static let longest: Int64 = 86_400

  private let pace: Pace
  /// When the last letters were attempted, the oldest first, on a clock that nobody sets.
  private var attempts: [Duration] = []
  /// How many of the first ones are too old to count.
  private var start = 0

  /// A window that begins with what the journal knows of earlier runs.
  ///
  /// A moment that lies ahead of `now` was written by a clock that was wrong: it counts as now.
  package init(
    _ pace: Pace,
    earlier: [(at: DateTime, count: Int)],
    now: DateTime,
    elapsed: Duration
  ) {
    self.pace = pace
    for attempt in earlier {
      let age = max(0, now.secondsSinceEpoch - attempt.at.secondsSinceEpoch)
      guard age < Int64(pace.seconds) else { continue }
      let moment = elapsed - .seconds(age)
      attempts += repeatElement(moment, count: min(attempt.count, pace.letters))
    }
    attempts.sort()
  }

  /// How long until the next letter may leave; zero when it may now.
  package func delay(at elapsed: Duration) -> Duration {
    guard attempts.count - start >= pace.letters else { return .zero }
    // As soon as this one is out of the window there is room for another.
    let oldest = attempts[attempts.count - pace.letters]
    return max(.zero, oldest + .seconds(pace.seconds) - elapsed)
  }

  /// A letter is handed over now.
  package mutating func take(at elapsed: Duration) {
    attempts.append(elapsed)
    while start < attempts.count, attempts[start] + .seconds(pace.seconds) <= elapsed { start += 1 }
    guard start > 1024, start * 2 > attempts.count else { return }
    attempts.removeFirst(start)
    start = 0
  }
}
