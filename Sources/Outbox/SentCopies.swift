internal import DurableFiles

/// Which letters are to be copied into the account's Sent folder, and which were.
///
/// It is noted before a letter may leave that its copy is wanted, and before a copy may leave that it
/// does, so that a crash at any moment forgets none and makes none twice without a look at the
/// folder. A failed copy never touches the letter itself.
///
/// ```
/// touchbase copies 1
/// WANTED 7f3k2
/// BEGUN 7f3k2
/// DONE 7f3k2
/// ```
package struct SentCopies: Sendable {
  /// How far the copy of a letter is.
  package enum Stage: String, Sendable {
    /// It is to be made once the letter was sent.
    case wanted = "WANTED"
    /// The server may have it.
    case begun = "BEGUN"
    /// The folder has it, or never will: nothing more is to be done.
    case done = "DONE"
  }

  static let heading = "touchbase copies 1"
  /// Beyond this many settled letters the file is written anew.
  static let settledLimit = 2_000

  private(set) var stages: [String: Stage] = [:]
  /// Whether the last line has its end.
  private(set) var isEnded = true

  /// Reads the file's bytes; a line that a crash tore tells nothing.
  init(_ bytes: [UInt8]) {
    isEnded = bytes.last.map { $0 == 0x0A } ?? true
    for line in bytes.split(separator: 0x0A) {
      let words = String(decoding: line, as: UTF8.self).split(separator: " ")
      guard words.count == 2, LetterFacts.isID(String(words[1])),
        let stage = Stage(rawValue: String(words[0]))
      else { continue }
      stages[String(words[1])] = stage
    }
  }

  /// The file's bytes with these letters alone.
  static func bytes(_ stages: some Sequence<(key: String, value: Stage)>) -> [UInt8] {
    let lines = stages.map { "\($0.value.rawValue) \($0.key)" }.sorted()
    return Array(([heading] + lines).map { "\($0)\n" }.joined().utf8)
  }
}

extension Outbox {
  var copiesPath: String { "\(folder)/copies" }

  /// What is known of copies in the account's Sent folder.
  func copies() throws(OutboxError) -> SentCopies {
    do throws(FileSystemError) {
      guard try fileSystem.exists(copiesPath) else { return SentCopies([]) }
      return SentCopies(try fileSystem.readFile(copiesPath, limit: Journal.limit))
    } catch {
      throw .disk(error)
    }
  }

  /// Whether a copy of the letter that stands in the Sent folder may be our own, which then proves
  /// nothing.
  package func mayHaveOwnCopy(_ id: String) throws(OutboxError) -> Bool {
    let stage = try copies().stages[id]
    return stage == .begun || stage == .done
  }

  /// The ids of the letters whose copies are still to be made, sent or not.
  package func idsOfWantedCopies() throws(OutboxError) -> Set<String> {
    Set(try copies().stages.filter { $0.value != .done }.keys)
  }

  /// The letters that were sent and whose copies are still to be made, in the order of their approval.
  package func copiesToMake() throws(OutboxError) -> [QueueEntry] {
    let copies = try copies()
    let journal = try journal()
    var entries: [QueueEntry] = []
    for id in journal.order {
      guard let stage = copies.stages[id], stage != .done, let state = journal.states[id],
        state.place == .sent
      else { continue }
      entries.append(try entry(id, state, .sent))
    }
    return entries
  }
}

extension OpenOutbox {
  /// Notes of every letter in the queue that its copy is wanted; on the disk before it returns.
  package func wantCopies() throws(OutboxError) {
    let copies = try outbox.copies()
    let ids = journal.order.filter { id in
      journal.states[id]?.place == .queue && copies.stages[id] == nil
    }
    try note(ids.map { ($0, .wanted) }, after: copies)
  }

  /// Notes how far the copy of a letter is; on the disk before it returns.
  package func noteCopy(of id: String, _ stage: SentCopies.Stage) throws(OutboxError) {
    let copies = try outbox.copies()
    guard copies.stages.count <= SentCopies.settledLimit else {
      return try renew(copies, id, stage)
    }
    try note([(id, stage)], after: copies)
  }

  private func note(
    _ lines: [(id: String, stage: SentCopies.Stage)],
    after copies: SentCopies
  ) throws(OutboxError) {
    guard !lines.isEmpty else { return }
    do throws(FileSystemError) {
      let isNew = try !files.exists(outbox.copiesPath)
      let log = try AppendLog.open(outbox.copiesPath, fileSystem: files)
      let start = isNew ? "\(SentCopies.heading)\n" : copies.isEnded ? "" : "\n"
      let text = lines.map { "\($0.stage.rawValue) \($0.id)\n" }.joined()
      try log.append(Array((start + text).utf8))
      try log.synchronize()
    } catch {
      throw .disk(error)
    }
  }

  /// Forgets the letters about which nothing more is to be done, but for those that are not settled.
  private func renew(
    _ copies: SentCopies,
    _ id: String,
    _ stage: SentCopies.Stage
  ) throws(OutboxError) {
    var stages = copies.stages
    stages[id] = stage
    let kept = stages.filter { id, stage in
      guard let state = journal.states[id] else { return false }
      return stage != .done || state.place != .sent
    }
    do throws(FileSystemError) {
      try files.replaceFile(outbox.copiesPath, with: SentCopies.bytes(kept))
    } catch {
      throw .disk(error)
    }
  }
}
