// with: Sources/CurlMail/SMTP/SMTPReplyReader.swift Sources/CurlMail/SMTP/SMTPReply.swift Sources/CurlMail/SMTP/EnhancedStatus.swift Sources/CurlMail/SMTP/EnhancedStatus+Explanation.swift Sources/CurlMail/SMTP/SMTPCapabilities.swift Sources/CurlMail/SMTP/SMTPError.swift Sources/CurlMail/SMTP/SMTPStage.swift Sources/CurlMail/ReadableText.swift Sources/CurlMail/MailAccountProblem.swift
// seeds: Tests/CurlMailTests/Fixtures

/// Any bytes as what a mail server says: no crash, no endless memory, no control characters, and the
/// same replies however the bytes are cut.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = replies([bytes[...]])
  let piece = 1 + Int(bytes.first ?? 0) % 7
  let pieces = stride(from: 0, to: bytes.count, by: piece).map {
    bytes[$0..<min($0 + piece, bytes.count)]
  }
  let cut = replies(pieces)
  precondition(whole.replies == cut.replies && whole.problem == cut.problem)
  for reply in whole.replies { check(reply) }
  return 0
}

private func replies(
  _ pieces: [ArraySlice<UInt8>]
) -> (replies: [SMTPReply], problem: SMTPError.ReplyProblem?) {
  var reader = SMTPReplyReader()
  var replies: [SMTPReply] = []
  for piece in pieces {
    reader.append(piece)
    do throws(SMTPError.ReplyProblem) {
      while let reply = try reader.next() { replies.append(reply) }
    } catch {
      return (replies, error)
    }
  }
  return (replies, nil)
}

private func check(_ reply: SMTPReply) {
  precondition((200...599).contains(reply.code))
  precondition((1...SMTPReplyReader.lineCountLimit).contains(reply.lines.count))
  precondition([reply.isPositive, reply.isTransient, reply.isPermanent].count { $0 } <= 1)
  for scalar in reply.description.unicodeScalars {
    precondition(scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value))
  }
  if let status = reply.enhancedStatus {
    precondition(status.statusClass == reply.code / 100)
    _ = status.explanation
  }
  let capabilities = SMTPCapabilities(ehlo: reply)
  precondition(capabilities.maximumSize ?? 1 > 0)
  _ = (capabilities.authMechanisms, capabilities.offers("pipelining"))
}
