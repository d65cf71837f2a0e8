package import DurableFiles
internal import MailMessage

/// The folder of approved letters: its files, and the journal of what happened to them.
///
/// A value only reads. To change anything, ``opened(for:at:)`` takes the lock, recovers what a
/// crash left, and gives an ``OpenOutbox``.
package struct Outbox: Sendable {
  /// The outbox's path.
  package let folder: String
  let fileSystem: any FileSystem
  let machine: MachineIdentity

  /// Where `.touchbase/` is, for the lock that no clone or backup should carry along.
  let lockFolder: String

  package init(
    folder: String,
    lockFolder: String,
    fileSystem: any FileSystem,
    machine: MachineIdentity
  ) {
    self.folder = folder
    self.lockFolder = lockFolder
    self.fileSystem = fileSystem
    self.machine = machine
  }

  var journalPath: String { "\(folder)/journal" }

  /// The journal as it is now, without the letters that were archived.
  func journal() throws(OutboxError) -> Journal {
    try Journal(journalBytes())
  }

  /// The journal's bytes; none where there is no journal.
  func journalBytes() throws(OutboxError) -> [UInt8] {
    do throws(FileSystemError) {
      guard try fileSystem.exists(journalPath) else { return [] }
      return try fileSystem.readFile(journalPath, limit: Journal.limit)
    } catch {
      throw .disk(error)
    }
  }

  /// Where a letter's file is when it is in a place; sent ones stand by year and month.
  func path(_ id: String, in place: LetterState.Place, sentAt: DateTime? = nil) -> String {
    "\(folder)/\(relativeFolder(place, sentAt: sentAt))/\(id).eml"
  }

  func relativeFolder(_ place: LetterState.Place, sentAt: DateTime?) -> String {
    guard place == .sent, let sentAt else { return place.rawValue }
    // The beginning of a moment: `2026-11-…`.
    var moment: [UInt8] = []
    sentAt.appendISO8601(to: &moment)
    moment[4] = UInt8(ascii: "/")
    return "sent/\(String(decoding: moment[..<7], as: UTF8.self))"
  }
}

/// Which machine this is, and since which start: what the journal needs to tell a kill from a power
/// cut, and a queue of its own from a copied one.
///
/// Where the boot is ``unknown``, every interruption counts as a power cut.
package struct MachineIdentity: Hashable, Sendable {
  package let machine: String
  package let boot: String

  package init(machine: String, boot: String) {
    self.machine = JournalEvent.word(machine)
    self.boot = JournalEvent.word(boot)
  }

  /// Whether it is surely this start of the machine that is meant.
  func isBoot(_ boot: String?) -> Bool {
    boot == self.boot && boot != Self.unknown
  }

  /// What stands for a machine or a start that the system does not name.
  package static let unknown = "unknown"
}
