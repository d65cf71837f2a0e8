// modules: MailMessage DurableFiles Outbox
// system: CSyncfs CLibcrypto
// seeds: Tests/OutboxTests/Fixtures

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
@testable import MailMessage
@testable import Outbox

/// Any bytes as a queue file and as a journal: nothing crashes, what is read is what was written, and
/// a journal's state is that of its whole lines.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  checkQueueFile(bytes)
  checkJournal(bytes)
  checkMadeFile(bytes)
  for line in bytes.split(separator: 0x0A) { checkLine(line) }
  return 0
}

/// What is taken for a letter can be made again of its parts, byte for byte.
private func checkQueueFile(_ bytes: [UInt8]) {
  // What a person is given back to read needs no proof, and must not crash.
  _ = try? QueueFile(salvaging: bytes)
  guard let file = try? QueueFile(bytes) else { return }
  precondition(bytes.suffix(file.message.count).elementsEqual(file.message))
  precondition(LetterFacts.isID(file.facts.id))
}

/// A letter of the input's own words is read back as it was, and no changed byte goes unnoticed.
private func checkMadeFile(_ bytes: [UInt8]) {
  let words = String(decoding: bytes.prefix(200), as: UTF8.self)
  guard let address = try? EmailAddress("ada@example.net"),
    let envelope = Envelope(sender: address, recipients: [address])
  else { fatalError("the envelope") }
  let letter = Submission(
    envelope: envelope,
    message: Array("Subject: x\r\n\r\n".utf8) + bytes,
    facts: LetterFacts(id: "a", contacts: ["a", words], subject: words, messageID: "<a@example>"),
    source: bytes
  )
  var made = QueueFile.bytes(of: letter).bytes
  guard let read = try? QueueFile(made) else { fatalError("it cannot be read back") }
  precondition(read.message == letter.message && read.source == bytes)
  precondition(read.envelope == envelope && read.facts.id == "a")
  guard !bytes.isEmpty else { return }
  let place = bytes.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFFFFFF } % made.count
  made[place] ^= bytes[0] == 0 ? 1 : bytes[0]
  precondition((try? QueueFile(made)) == nil)
}

private func checkJournal(_ bytes: [UInt8]) {
  let heading = Array("\(Journal.heading)m\n".utf8)
  for input in [bytes, heading + bytes] {
    guard let journal = try? Journal(input) else { continue }
    precondition((0...input.count).contains(journal.wholeLength))
    precondition(journal.order.count == journal.states.count)
    precondition(Set(journal.doubtfulIDs).isSubset(of: journal.order))
    // A crash cuts it anywhere: what is cut off changes nothing before it.
    guard let again = try? Journal(Array(input.prefix(journal.wholeLength))) else {
      fatalError("its whole lines are no journal")
    }
    precondition(again.states == journal.states && again.order == journal.order)
  }
}

/// A line that is understood says the same when it is written again.
private func checkLine(_ bytes: ArraySlice<UInt8>) {
  guard let line = JournalLine(bytes) else { return }
  guard let again = JournalLine(line.bytes.dropLast()[...]) else { fatalError("not a line again") }
  precondition(again.id == line.id && again.event == line.event)
}

/// Lines with a right checksum, which no fuzzer guesses.
@c(LLVMFuzzerInitialize)
public func initialize(
  _: UnsafeMutablePointer<CInt>?,
  _: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>?
) -> CInt {
  guard let folder = getenv("FUZZ_FOLDER").map({ String(cString: $0) }) else { return 0 }
  let moment = DateTime(secondsSinceEpoch: 1_795_000_000, offsetMinutes: 60)
  let events: [JournalEvent] = [
    .queued(sha256: String(repeating: "ab", count: 32)), .attempt, .commit(boot: "b"),
    .dot(boot: "b"), .sent(reply: "250 ok"), .retry(next: moment, reason: "451 later"),
    .refused(reply: "550 no"), .unknown(reason: "lost"), .held(reason: "by hand"), .released,
    .resolved(wasSent: true), .resolved(wasSent: false), .withdrawn, .adopted(machine: "n"),
    .attempted(count: 3), .placed(file: "1-2.3"),
  ]
  let lines = events.flatMap { JournalLine(at: moment, id: "a", event: $0).bytes }
  let file = fopen("\(folder)/seeds/journal", "w")
  fwrite(lines, 1, lines.count, file)
  fclose(file)
  return 0
}
