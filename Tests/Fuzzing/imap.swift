// with: Sources/CurlMail/IMAP/IMAPReplyReader.swift Sources/CurlMail/IMAP/IMAPParser.swift Sources/CurlMail/IMAP/IMAPResponse.swift Sources/CurlMail/IMAP/IMAPError.swift Sources/CurlMail/IMAP/IMAPFolderName.swift Sources/CurlMail/ReadableText.swift Sources/CurlMail/MailAccountProblem.swift
// seeds: shared/protocol/jstedfast+MailKit/UnitTests/Net/Imap/Resources

/// Any octets as what an IMAP server says: nothing crashes or hangs, and in pieces it is the same.
@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let whole = read(bytes, size: max(1, count))
  precondition(read(bytes, size: 1 + count % 7) == whole)
  for case .data(_, _, let values) in whole.responses {
    for value in values { _ = (value.text, value.number, value.values) }
  }
  let text = String(decoding: bytes.prefix(500), as: UTF8.self)
  if let name = IMAPFolderName(text) {
    // What a person wrote comes back, but for what could mislead the eye.
    guard let again = IMAPFolderName(wire: name.wire) else { return 0 }
    precondition(again.wire == name.wire)
  }
  return 0
}

private struct Reading: Equatable {
  var responses: [IMAPResponse] = []
  var problem: IMAPError.ReplyProblem?
}

private func read(_ bytes: [UInt8], size: Int) -> Reading {
  var reader = IMAPReplyReader()
  var reading = Reading()
  for start in stride(from: 0, to: bytes.count, by: size) {
    reader.append(bytes[start..<min(start + size, bytes.count)])
    do throws(IMAPError.ReplyProblem) {
      while let response = try reader.next() { reading.responses.append(response) }
    } catch {
      reading.problem = error
      return reading
    }
  }
  return reading
}
