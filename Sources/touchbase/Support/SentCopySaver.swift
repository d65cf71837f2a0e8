import CurlMail
import Outbox

/// Puts copies of sent letters into the account's Sent folder, where the configuration asks for it.
///
/// Whatever happens here, no letter is sent because of it: what fails is tried again at the next
/// `send`.
struct SentCopySaver {
  /// What came of one round, or of several.
  struct Outcome {
    /// How many letters the folder has now.
    var saved = 0
    /// How many are still to be copied.
    var left = 0
    /// The folder's name; empty where nothing was done.
    var folder = ""
    /// Why the last of those that are left could not be copied.
    var trouble: String?

    mutating func add(_ later: Outcome) {
      saved += later.saved
      left = later.left
      folder = later.folder.isEmpty ? folder : later.folder
      trouble = later.trouble
    }
  }

  let session: Session
  let isTracing: Bool

  /// Copies what is to be copied; the outbox must have recorded what was sent.
  func run(_ outbox: inout OpenOutbox) throws -> Outcome {
    var outcome = Outcome()
    guard let folders = session.configuration.folders, folders.savesSent else { return outcome }
    let waiting = try outbox.outbox.copiesToMake()
    outcome.left = waiting.count
    guard !waiting.isEmpty else { return outcome }
    do {
      let server = try session.openFolders(folders, isTracing: isTracing)
      defer { server.close() }
      let folder = try Self.folder(folders, on: server, session)
      outcome.folder = "\(folder)"
      for entry in waiting { try save(entry, in: folder, server, &outbox, &outcome) }
    } catch let error as OutboxError {
      throw error
    } catch {
      outcome.trouble = CommandFailure(error)?.message ?? "\(error)"
    }
    return outcome
  }

  /// The folder, made where the configuration names one that is not there.
  private static func folder(
    _ folders: Configuration.Folders,
    on server: IMAPSession,
    _ session: Session
  ) throws -> IMAPFolderName {
    let folder = try session.sentFolder(folders, on: server)
    if folders.sentFolder != nil, try !server.hasFolder(folder) { try server.create(folder) }
    return folder
  }

  /// Copies one letter, unless the folder has it: from an earlier try, or from the provider itself.
  private func save(
    _ entry: QueueEntry,
    in folder: IMAPFolderName,
    _ server: IMAPSession,
    _ outbox: inout OpenOutbox,
    _ outcome: inout Outcome
  ) throws {
    do {
      let letter = try entry.file.get()
      if try server.find(messageID: letter.facts.messageID, in: folder).isEmpty {
        try outbox.noteCopy(of: entry.id, .begun)
        try server.append(letter.message, to: folder)
      }
      outcome.saved += 1
    } catch let error as IMAPError {
      switch error {
      // It is about this letter; the others may fare better.
      case .refused:
        outcome.trouble = "\(entry.title): \(error)"
        return
      case .tooLarge: session.output.warning("\(entry.title): no copy: \(error)")
      case .account, .unreachable, .certificate, .tls, .startTLSNotOffered, .authNotOffered,
        .loginRefused, .bye, .hungUp, .timedOut, .badReply, .cancelled, .transport, .sessionOver:
        throw error
      }
    } catch let error as OutboxError {
      // The letter's file was changed or is gone: there is nothing to copy.
      guard case .failure = entry.file else { throw error }
      outcome.trouble = "\(error)"
      return
    }
    try outbox.noteCopy(of: entry.id, .done)
    outcome.left -= 1
  }
}
