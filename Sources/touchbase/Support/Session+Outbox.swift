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
  ///
  /// What it found of letters that a crash interrupted is told at once.
  func openOutbox(_ command: String) throws -> OpenOutbox {
    let open = try outbox().opened(for: holder(command), at: clock.now)
    let found = open.recovered
    for letter in found.prefix(Self.toldOneByOne) {
      output.warning("letter '\(letter.id)' is held, its outcome unknown: \(letter.reply)")
    }
    if found.count > Self.toldOneByOne {
      output.warning("so are \(found.count - Self.toldOneByOne) more: touchbase queue list")
    }
    return open
  }

  /// Of how many letters each is told by itself.
  private static let toldOneByOne = 5

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

  /// Adds every letter to the history that an outbox sent in earlier runs and that it lacks.
  ///
  /// - Returns: The letters that cannot be added, since their files cannot be used.
  func recordEarlier(_ outbox: borrowing OpenOutbox) throws -> Set<String> {
    let file = HistoryFile(workspace, fileSystem: files)
    let sent = outbox.sentIDs
    let missing = try file.lacking(Set(sent))
    let log = HistoryLog(file)
    var lost: Set<String> = []
    for id in sent where missing.contains(id) {
      if let letter = try outbox.sentLetter(id) {
        log.add([HistoryEntry(letter)])
      } else {
        lost.insert(id)
      }
    }
    try log.synchronize()
    return lost
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

  /// This machine, and this start of it and of the outbox's disk; where the system does not tell, one
  /// name for all.
  private func machine() throws -> MachineIdentity {
    let boot = try firstWord(of: "/proc/sys/kernel/random/boot_id")
    let mount = PosixFileSystem().mount(workspace.outbox).map { "/\($0)" } ?? ""
    return MachineIdentity(
      machine: try firstWord(of: "/etc/machine-id"),
      boot: boot == MachineIdentity.unknown ? boot : boot + mount
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
  init(_ letter: SentLetter) {
    self.init(letter.facts, acceptedAt: letter.acceptedAt)
  }

  fileprivate init(_ facts: LetterFacts, acceptedAt moment: DateTime) {
    self.init(id: facts.id, kind: .letter, contacts: facts.contacts, at: moment)
    subject = facts.subject
    template = facts.template
    used = Used(parsing: facts.used ?? "")
    messageID = facts.messageID
  }
}
