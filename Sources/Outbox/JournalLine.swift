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
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    append(to: &bytes)
    return bytes
  }

  /// Appends the line with its end; letters have several lines, written while others wait.
  func append(to bytes: inout [UInt8]) {
    let (word, detail) = event.words
    let start = bytes.count
    at.appendISO8601(to: &bytes)
    bytes.append(UInt8(ascii: " "))
    bytes += word.utf8
    bytes.append(UInt8(ascii: " "))
    bytes += id.utf8
    if !detail.isEmpty {
      bytes.append(UInt8(ascii: " "))
      bytes += detail.utf8
    }
    let digest = SHA256(bytes[start...])
    bytes += " #".utf8
    for place in 0..<8 { bytes.append(digest[place]) }
    bytes.append(UInt8(ascii: "\n"))
  }

  package init(at: DateTime, id: String, event: JournalEvent) {
    self.at = at
    self.id = id
    self.event = event
  }

  /// Reads a line without its end; nil when it is torn, changed, or of no kind that is known.
  init?(_ bytes: ArraySlice<UInt8>) {
    guard let words = JournalWords(bytes),
      let at = DateTime(iso8601: words.moment),
      let word = String(octets: words.word),
      let id = String(octets: words.id),
      let detail = String(octets: words.detail),
      let event = JournalEvent(word: word, detail: detail)
    else { return nil }
    self.init(at: at, id: id, event: event)
  }
}

/// The words of a line of the journal that is as it was written.
struct JournalWords {
  let moment: ArraySlice<UInt8>
  let word: ArraySlice<UInt8>
  let id: ArraySlice<UInt8>
  /// Empty where nothing more is told.
  let detail: ArraySlice<UInt8>

  /// Reads a line without its end, octet by octet: a server's words may hold what joins a space to
  /// its neighbour.
  init?(_ bytes: ArraySlice<UInt8>) {
    let text = bytes.dropLast(10)
    let mark = bytes[text.endIndex...]
    guard mark.count == 10, mark.starts(with: " #".utf8) else { return nil }
    let digest = SHA256(text)
    guard mark.dropFirst(2).enumerated().allSatisfy({ digest[$0] == $1 }) else { return nil }
    self.init(checked: bytes)
  }

  /// Reads a line without its end that is known to be as it was written.
  init?(checked bytes: ArraySlice<UInt8>) {
    var rest = bytes.dropLast(10)
    moment = Self.word(&rest)
    word = Self.word(&rest)
    guard !rest.isEmpty else { return nil }
    id = Self.word(&rest)
    detail = rest
  }

  /// What stands before the next space; the rest begins behind it.
  private static func word(_ rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let end = rest.firstIndex(of: UInt8(ascii: " ")) ?? rest.endIndex
    let word = rest[..<end]
    rest = rest[end...].dropFirst()
    return word
  }
}
