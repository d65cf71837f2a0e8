import Correspondence
import CurlMail
import MailMessage
import Outbox
import Rehearsal

/// `send --rehearse`: the whole conversation with a server of our own, and the letters in a folder.
///
/// The queue stays as it is, so that the letters can be sent for real afterwards.
struct SendRehearsal {
  let session: Session
  let isJSON: Bool

  func run() throws {
    let entries = try session.outbox().open().filter { $0.place == .queue }
    if entries.isEmpty { return try SendScreen(session: session, isJSON: isJSON).showNothing() }
    let folder = session.workspace.cache + "/rehearsal/" + stamp
    let clock = session.clock
    let server = try RehearsalServer(folder: folder, fileSystem: session.files) { clock.now }
    let port = try server.start()
    defer { server.stop() }
    var transport = SMTPTransport(
      AccountSource { try SMTPAccount(url: "smtp://127.0.0.1:\(port)") }
    )
    let letters = try deliver(entries, &transport)
    transport.disconnect()
    try show(letters, folder: session.workspace.relative(folder))
    if letters.contains(where: { $0.outcome != "sent" }) { throw ExitStatus.attention }
  }

  private struct Letter {
    let entry: QueueEntry
    let outcome: String
    let reply: String
  }

  private func deliver(
    _ entries: [QueueEntry],
    _ transport: inout SMTPTransport
  ) throws -> [Letter] {
    do throws(TransportFailure) {
      try transport.connect()
    } catch {
      throw CommandFailure(error)
    }
    return try entries.map { entry in
      guard let letter = entry.letter else {
        return Letter(entry: entry, outcome: "held", reply: entry.reason ?? "")
      }
      let outcome = try transport.deliver(letter.envelope, letter.message) {}
      guard case .accepted(let reply) = outcome else {
        return Letter(entry: entry, outcome: "held", reply: outcome.words)
      }
      return Letter(entry: entry, outcome: "sent", reply: reply)
    }
  }

  private func show(_ letters: [Letter], folder: String) throws {
    let sent = letters.count { $0.outcome == "sent" }
    guard !isJSON else {
      let rows = letters.map { letter -> JSONValue in
        [
          "id": .string(letter.entry.id), "outcome": .string(letter.outcome),
          "reply": .string(letter.reply),
        ]
      }
      let report: JSONValue = [
        "sent": .integer(sent), "deferred": 0, "held": .integer(letters.count - sent),
        "unknown": 0, "rehearsal": .string(folder), "letters": .array(rows),
      ]
      return session.output.bytes(try report.encoded())
    }
    for letter in letters {
      let words = letter.outcome == "sent" ? "accepted" : letter.reply
      session.output.line("  \(letter.entry.row)  \(words)")
    }
    session.output.line(
      "A rehearsal: \(sent) of \(letters.count) letters arrived in \(folder)/, none left."
    )
    session.output.next("touchbase send")
  }

  /// The moment as a folder's name.
  private var stamp: String {
    String(session.clock.now.iso8601.prefix(19).map { $0 == ":" ? "." : $0 })
  }
}
