package import MailMessage

/// One line of the journal: what happened to one letter, and when.
///
/// ```
/// 2026-11-23T09:00:00+01:00 SENT 7f3k2 250 2.0.0 Ok: queued as 4Dx #9a0c11e2
/// ```
/// The checksum at the end is the beginning of the SHA-256 of all before it, so that a torn or
/// changed line is known as such.
package struct JournalLine: Hashable, Sendable {
  package let at: DateTime
  package let id: String
  package let event: JournalEvent

  /// The line with its end.
  var bytes: [UInt8] {
    let (word, detail) = event.words
    let text = "\(at.iso8601) \(word) \(id)" + (detail.isEmpty ? "" : " \(detail)")
    return Array("\(text) #\(Self.checksum(text))\n".utf8)
  }

  package init(at: DateTime, id: String, event: JournalEvent) {
    self.at = at
    self.id = id
    self.event = event
  }

  /// Reads a line without its end; nil when it is torn, changed, or of no kind that is known.
  init?(_ bytes: some Collection<UInt8>) {
    guard let line = String(validating: bytes, as: UTF8.self) else { return nil }
    let text = line.dropLast(10)
    guard line[text.endIndex...] == " #\(Self.checksum(text))" else { return nil }
    let words = text.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
    guard words.count >= 3, let at = DateTime(iso8601: words[0]),
      let event = JournalEvent(word: words[1], detail: words.count == 4 ? words[3] : "")
    else { return nil }
    self.init(at: at, id: String(words[2]), event: event)
  }

  private static func checksum(_ text: some StringProtocol) -> String {
    String(SHA256.hexadecimal(Array(text.utf8)).prefix(8))
  }
}
