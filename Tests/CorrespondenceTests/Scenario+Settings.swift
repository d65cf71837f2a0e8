import Contacts
import Correspondence
import MailMessage

extension Scenario {
  /// The section `settings`, a word and its value on each line.
  ///
  /// ```
  /// today 2026-11-21
  /// group local every 1 month
  /// ```
  func values(_ word: String) -> [String] {
    (self["settings"] ?? "").split(separator: "\n").filter { $0.hasPrefix(word + " ") }
      .map { String($0.dropFirst(word.count + 1)) }
  }

  func settings() throws -> Settings {
    let address = try EmailAddress("sam@example.org")
    var settings = Settings(me: Profile(name: "Sam Rivera", address: address, city: "Ames"))
    if let minutes = values("hour").first.flatMap(Int.init) { settings.hourMinutes = minutes }
    if let every = values("every").first.flatMap(Cadence.init) { settings.every = every }
    if let share = values("own_words").first.flatMap(Double.init) { settings.ownWords = share }
    for group in values("group") {
      let words = group.split(separator: " ", maxSplits: 2).map(String.init)
      let old = settings.groups[words[0]]
      settings.groups[words[0]] = GroupSettings(
        every: words[1] == "every" ? Cadence(words[2]) : old?.every,
        channel: words[1] == "channel" ? Channel(rawValue: words[2]) : old?.channel,
        template: words[1] == "template" ? words[2] : old?.template
      )
    }
    return settings
  }

  func day(_ word: String) -> CalendarDay? {
    values(word).first.flatMap { CalendarDay(iso8601: $0) }
  }

  func history() -> History {
    History(path: "history.jsonl", bytes: Array((self["history.jsonl"] ?? "").utf8))
  }

  func news() -> [NewsItem] {
    NewsFile(path: "news.md", bytes: Array((self["news.md"] ?? "").utf8)).items
  }
}
