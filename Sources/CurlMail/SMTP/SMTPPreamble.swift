/// What the server said while libcurl was connecting and logging in.
final class SMTPPreamble: CurlListener {
  /// The most octets that a server may say before the first letter.
  static let limit = 65_536

  /// Every reply so far, the greeting first.
  private(set) var replies: [SMTPReply] = []
  /// What was wrong with a reply; libcurl then gives up.
  private(set) var problem: SMTPError.ReplyProblem?

  private var reader = SMTPReplyReader()
  private var octets = 0

  override func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    octets += bytes.count
    guard octets <= Self.limit else {
      problem = .endless
      return false
    }
    reader.append(bytes)
    do throws(SMTPError.ReplyProblem) {
      while let reply = try reader.next() {
        let reply = trace.masked(reply)
        trace.server(reply)
        replies.append(reply)
      }
      return true
    } catch {
      problem = error
      return false
    }
  }
}
