import DurableFiles
import Outbox
import Testing

/// What people read when the outbox cannot do what was asked.
@Suite struct OutboxErrorTests {
  @Test(arguments: [
    (
      OutboxError.busy(holder: "touchbase send, process 4711"),
      "the outbox is in use: touchbase send, process 4711"
    ),
    (
      .disk(FileSystemError(.write, "outbox/journal", errno: 28)),
      "cannot write 'outbox/journal': no space left on device"
    ),
    (
      .newerJournal(heading: "touchbase journal 2"),
      "outbox/journal:1:1: this is no journal that this touchbase knows: a later one may have written it"
    ),
    (
      .foreignQueue,
      "outbox/journal is not this machine's own: the outbox was restored, cloned or synchronised, and its letters may have been sent elsewhere"
    ),
    (.noSuchLetter("x"), "no letter has the id 'x'"),
    (.ambiguous("a", candidates: ["ab", "ac"]), "'a' could be 2 letters: ab, ac"),
    (.wrongPlace(id: "a", place: .queue), "letter 'a' is in the queue"),
    (.wrongPlace(id: "a", place: .held), "letter 'a' is held"),
    (.wrongPlace(id: "a", place: .sent), "letter 'a' was sent"),
    (.wrongPlace(id: "a", place: nil), "letter 'a' was given back as a draft"),
    (.missingFile(id: "a"), "the file of letter 'a' is not in the outbox any more"),
    (
      .badFile(path: "outbox/queue/a.eml", .changed),
      "outbox/queue/a.eml: the file is not what was approved: somebody or something changed it"
    ),
    (
      .badFile(path: "outbox/queue/a.eml", .notALetter),
      "outbox/queue/a.eml: the file is no letter that was approved here"
    ),
    (
      .badFile(path: "outbox/queue/a.eml", .newerVersion(2)),
      "outbox/queue/a.eml: a later touchbase wrote the file, in format 2"
    ),
    (.unknownOutcome(id: "a"), "nobody knows whether letter 'a' was accepted"),
  ])
  func `an error says what, where and why`(error: OutboxError, text: String) {
    #expect(error.description == text)
  }
}
