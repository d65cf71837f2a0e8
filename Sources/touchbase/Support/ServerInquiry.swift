import CurlMail
import Outbox

/// `queue resolve --ask-server`: settles letters of unknown outcome by what the provider's own Sent
/// folder shows.
///
/// A letter that is there was sent. One that is not may have been sent all the same, and a copy of
/// our own proves nothing.
struct ServerInquiry {
  let session: Session
  let isTracing: Bool

  /// Asks about these letters, whose outcome is unknown.
  func run(_ entries: [QueueEntry]) throws {
    Interruption.catchSignals()
    let folders = try session.folders()
    let server = try session.openFolders(folders, isTracing: isTracing)
    defer { server.close() }
    let folder = try session.sentFolder(folders, on: server)
    var isOpen = false
    for entry in entries { isOpen = try ask(entry, folder, server) || isOpen }
    _ = try session.historyAfterSending()
    if isOpen {
      session.output.next(
        "touchbase queue resolve ID --sent    (or --again: ask the recipient first)"
      )
      throw ExitStatus.attention
    }
  }

  /// Asks about one letter; true when its outcome is still unknown.
  private func ask(
    _ entry: QueueEntry,
    _ folder: IMAPFolderName,
    _ server: IMAPSession
  ) throws -> Bool {
    let letter: QueueFile
    switch entry.file {
    case .success(let file): letter = file
    case .failure(let error):
      session.output.warning("\(entry.title) cannot be asked about: \(error)")
      return true
    }
    let outbox = try session.outbox()
    guard try !outbox.mayHaveOwnCopy(entry.id) else {
      session.output.line(
        "\(entry.title): a copy in '\(folder)' may be our own, which proves nothing."
      )
      return true
    }
    guard try !server.find(messageID: letter.facts.messageID, in: folder).isEmpty else {
      session.output.line("\(entry.title) is not in '\(folder)', which proves nothing.")
      return true
    }
    var open = try session.openOutbox("queue resolve")
    let words = "found in the folder '\(folder)' of the mail server"
    try open.settleAsSent(entry.id, because: words, at: session.clock.now)
    session.output.line("\(entry.title) is in '\(folder)': it counts as sent.")
    return false
  }
}
