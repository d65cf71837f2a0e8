#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import Correspondence
import DurableFiles
import MailMessage
import Outbox

extension Session {
  /// The mail queue.
  func outbox() throws -> Outbox {
    Outbox(
      folder: workspace.outbox,
      lockFolder: workspace.cache,
      fileSystem: files,
      machine: try machine()
    )
  }

  /// The mail queue, with the right to change it.
  func openOutbox(_ command: String) throws -> OpenOutbox {
    try outbox().opened(for: holder(command), at: clock.now)
  }

  /// Who works in the outbox, for others who would as well.
  func holder(_ command: String) -> String { "touchbase \(command), process \(getpid())" }

  /// The history, with every letter that was sent and that it lacks.
  ///
  /// A crash between the server's yes and this line loses nothing: the journal knows.
  func historyAfterSending() throws -> History {
    let file = HistoryFile(workspace, fileSystem: files)
    let history = try file.load()
    let missing = try outbox().sent(except: history.contains(id:)).compactMap { entry in
      entry.letter.map { HistoryEntry($0.facts, acceptedAt: entry.state.changedAt) }
    }
    return missing.isEmpty ? history : try file.append(missing)
  }

  /// The history, with every letter that an outbox has sent and that it lacks.
  ///
  /// `facts` has what is known of some of them; the files of the others are read.
  func historyAfterSending(
    _ outbox: borrowing OpenOutbox,
    knowing facts: [String: LetterFacts]
  ) throws -> History {
    let file = HistoryFile(workspace, fileSystem: files)
    let history = try file.load()
    let missing = try outbox.sentLetters(except: history.contains(id:), knowing: facts).map {
      HistoryEntry($0.facts, acceptedAt: $0.at)
    }
    return missing.isEmpty ? history : try file.append(missing)
  }

  /// The history as it will be when the letters that wait in the outbox are sent: what they tell is
  /// told, unless they are withdrawn.
  func historyWithQueue() throws -> History {
    let history = try historyAfterSending()
    let waiting = try outbox().open().compactMap { entry in
      entry.letter.map { HistoryEntry($0.facts, acceptedAt: entry.state.changedAt) }
    }
    return waiting.isEmpty
      ? history : History(entries: history.entries + waiting, problems: history.problems)
  }

  /// This machine and this start of it; where the system tells neither, one name for all.
  private func machine() throws -> MachineIdentity {
    MachineIdentity(
      machine: try firstWord(of: "/etc/machine-id"),
      boot: try firstWord(of: "/proc/sys/kernel/random/boot_id")
    )
  }

  private func firstWord(of path: String) throws -> String {
    do throws(FileSystemError) {
      let text = String(decoding: try files.readFile(path, limit: 4096), as: UTF8.self)
      return text.split(whereSeparator: \.isWhitespace).first.map(String.init) ?? "unknown"
    } catch {
      return "unknown"
    }
  }
}

extension HistoryEntry {
  fileprivate init(_ facts: LetterFacts, acceptedAt moment: DateTime) {
    self.init(id: facts.id, kind: .letter, contacts: facts.contacts, at: moment)
    subject = facts.subject
    template = facts.template
    used = Used(parsing: facts.used ?? "")
    messageID = facts.messageID
  }
}
