/// What the server said while libcurl was connecting and logging in.
///
/// libcurl calls back into it, so it must outlive the handle.
final class SMTPPreamble {
  /// The most octets that a server may say before the first letter.
  static let limit = 65_536

  /// Every reply so far, the greeting first.
  private(set) var replies: [SMTPReply] = []
  /// What was wrong with a reply; libcurl then gives up.
  private(set) var problem: SMTPError.ReplyProblem?
  /// Where libcurl writes its words about a failure.
  let errorBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: SMTPPreamble.errorSize)
  let isCancelled: () -> Bool
  let trace: SMTPTrace

  // CURL_ERROR_SIZE.
  private static let errorSize = 256
  private var reader = SMTPReplyReader()
  private var octets = 0

  init(hooks: SMTPHooks, login: SMTPLogin?) {
    isCancelled = hooks.isCancelled
    trace = SMTPTrace(sink: hooks.trace, login: login)
    errorBuffer.initialize(repeating: 0, count: Self.errorSize)
  }

  deinit {
    errorBuffer.deallocate()
  }

  var isTracing: Bool { trace.isOn }

  /// libcurl's words about the failure, empty when it had none.
  var errorWords: String {
    errorBuffer[Self.errorSize - 1] = 0
    return String(cString: errorBuffer)
  }

  /// Takes over a piece of what the server said; false to give up.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
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
