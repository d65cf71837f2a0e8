import Contacts
import Correspondence
import DurableFiles
import MailMessage
import TestSupport

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

  /// The letters of the sections `drafts/…`, `queue/…`, `sent/DAY/…`, and `earlier/…`, which only
  /// history tells of.
  func otherLetters() -> OtherLetters {
    func drafts(_ folder: String) -> [(name: String, draft: Draft)] {
      sections.filter { $0.name.hasPrefix(folder + "/") }.map { section in
        (section.name, Draft(path: "\(section.name).eml", bytes: Array(section.text.utf8)))
      }
    }
    let written = drafts("drafts").map(\.draft)
    let waiting = drafts("queue").map { OtherLetters.Approved(draft: $0.draft, sent: nil) }
    let sent = drafts("sent").map { name, draft in
      let day = name.split(separator: "/").dropFirst().first.flatMap { CalendarDay(iso8601: $0) }
      return OtherLetters.Approved(draft: draft, sent: day)
    }
    let earlier = drafts("earlier").map(\.draft)
    return OtherLetters(
      drafts: { written },
      approved: { since, visit in
        for letter in waiting + sent where letter.sent.map({ $0 >= since }) ?? true {
          visit(letter)
        }
      },
      earlier: { entry in earlier.first { $0.id == entry.id } }
    )
  }

  /// The files of the sections `files/…`, in the workspace; those of `home/…` in the home folder.
  func attachments() throws -> AttachmentReader {
    let disk = MemoryFileSystem()
    for (name, text) in sections where name.hasPrefix("files/") || name.hasPrefix("home/") {
      let path = name.hasPrefix("home/") ? "/users/sam/\(name.dropFirst(5))" : "/letters/\(name)"
      try disk.makeDirectory(path.split(separator: "/").dropLast().map { "/" + $0 }.joined())
      disk.place(Array(text.utf8), at: path)
    }
    let limit = values("attachments").first.flatMap(Int.init)
    return AttachmentReader(
      Workspace(root: "/letters"),
      home: "/users/sam",
      fileSystem: disk,
      limit: limit ?? AttachmentReader.usualLimit
    )
  }

  static let noAttachments = AttachmentReader(
    Workspace(root: "/letters"),
    home: nil,
    fileSystem: MemoryFileSystem()
  )

  func news() -> [NewsItem] {
    NewsFile(path: "news.md", bytes: Array((self["news.md"] ?? "").utf8)).items
  }
}
