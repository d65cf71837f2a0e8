// modules: MailMessage
// seeds: shared/mail shared/bounces

@testable import MailMessage

/// Any bytes as a mail: nothing crashes or hangs, and nothing is lost.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let message = Message(bytes)
  precondition(message.headerBytes + message.body == bytes)
  let limit = MessageLimits().parts
  let parts = message.root.allParts
  precondition(parts.count <= max(limit, 1))
  for part in parts { check(part) }
  for problem in message.allProblems() {
    precondition((0...count).contains(problem.offset))
    precondition(!problem.description.isEmpty)
  }
  // Whatever is asked of it has an answer.
  _ = (message.text, message.html, message.attachments.map(\.fileName), message.subject)
  _ = (message.date, message.messageID, message.references, Reply(to: message))
  checkAddresses(bytes)
  return 0
}

/// The lines of a header are the header, octet for octet.
private func check(_ part: MessagePart) {
  let lines = part.headerLines.reduce(0) { $0 + $1.bytes.count }
  let blank = part.headerBytes.count - lines
  precondition((0...2).contains(blank))
  precondition(part.headerLines.flatMap(\.bytes) == Array(part.headerBytes.dropLast(blank)))
}

/// What is read as a mailbox can be written and typed again.
private func checkAddresses(_ bytes: [UInt8]) {
  let text = String(decoding: bytes.prefix(2000), as: UTF8.self)
  let reading = AddressList.read(text)
  for problem in reading.problems {
    precondition((0...text.utf8.count).contains(problem.offset))
  }
  for mailbox in reading.mailboxes {
    guard let again = try? AddressList.parse(mailbox.description) else {
      fatalError("'\(mailbox)' cannot be typed")
    }
    precondition(again == [mailbox])
  }
}
