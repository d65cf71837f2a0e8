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
    return Array("\(text) #\(Self.checksum(text.utf8))\n".utf8)
  }

  package init(at: DateTime, id: String, event: JournalEvent) {
    self.at = at
    self.id = id
    self.event = event
  }

  /// Reads a line without its end; nil when it is torn, changed, or of no kind that is known.
  ///
  /// It is read octet by octet: a server's words may hold what joins a space to its neighbour.
  init?(_ bytes: ArraySlice<UInt8>) {
    let text = bytes.dropLast(10)
    guard bytes[text.endIndex...].elementsEqual(" #\(Self.checksum(text))".utf8) else { return nil }
    let words = text.split(
      separator: UInt8(ascii: " "),
      maxSplits: 3,
      omittingEmptySubsequences: false
    ).compactMap { String(validating: $0, as: UTF8.self) }
    guard words.count >= 3, let at = DateTime(iso8601: words[0]),
      let event = JournalEvent(word: words[1], detail: words.count == 4 ? words[3] : "")
    else { return nil }
    self.init(at: at, id: words[2], event: event)
  }

  private static func checksum(_ text: some Collection<UInt8>) -> String {
    String(SHA256.hexadecimal(text).prefix(8))
  }
}
