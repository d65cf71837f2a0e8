#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sends whole texts and waits for whole replies over a connection that does not block.
///
/// Every wait has an end and asks the caller's hook on the way. After an error the wire is closed.
final class SMTPWire {
  /// The longest time between two looks at the caller's hook.
  private static let slice: Duration = .milliseconds(200)

  /// The most octets that are sent at once.
  static let pieceLimit = 65_536

  /// The most octets that may wait to be read as replies.
  private static let pendingLimit = 1 << 20

  private let connection: CurlConnection
  private let preamble: SMTPPreamble
  private var reader = SMTPReplyReader()
  private var isOpen = true
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4_096, alignment: 1)

  private let isEncrypted: Bool
  private let isLocal: Bool

  /// Takes a connection, encrypted or not, that ends at a socket of this machine or goes by TCP.
  init(connection: CurlConnection, preamble: SMTPPreamble, isEncrypted: Bool, isLocal: Bool) {
    self.connection = connection
    self.isEncrypted = isEncrypted
    self.isLocal = isLocal
    self.preamble = preamble
  }

  deinit {
    buffer.deallocate()
  }

  var trace: MailTrace { preamble.trace }

  /// Closes the connection; a second time does nothing.
  func close() {
    isOpen = false
    connection.close()
  }

  /// Throws if the server has hung up or has said something that nobody asked for, or if the
  /// caller's hook asks to stop.
  ///
  /// What it said would otherwise be taken for the answer to the next command.
  func checkQuiet(at stage: SMTPStage) throws(SMTPError) {
    try checkSilence(at: stage)
    if try receive(at: stage) { throw unasked(at: stage) }
  }

  /// Throws as ``checkQuiet(at:)`` does, but looks at nothing that was not received yet.
  func checkSilence(at stage: SMTPStage) throws(SMTPError) {
    guard isOpen else { throw .sessionOver }
    if preamble.isCancelled() { throw failed(.cancelled(at: stage)) }
    guard reader.isEmpty else { throw unasked(at: stage) }
  }

  /// Sends all bytes, as long as the server takes a piece within each time-out.
  ///
  /// The server may answer before it has the last of them once so many have left; never, where that
  /// is nil.
  func send(
    _ bytes: UnsafeRawBufferPointer,
    within timeout: Duration,
    at stage: SMTPStage,
    answeredFrom count: Int? = nil
  ) throws(SMTPError) {
    var rest = bytes
    // Most texts leave at once, and nobody looks at the clock.
    var deadline: Deadline?
    while !rest.isEmpty {
      switch connection.send(UnsafeRawBufferPointer(rebasing: rest.prefix(Self.pieceLimit))) {
      case .moved(let count) where count > 0:
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        deadline = nil
      case .moved, .wouldBlock:
        let end = deadline ?? Deadline(after: timeout)
        deadline = end
        try wait(for: Int16(POLLOUT | POLLIN), until: end, at: stage)
        let mayBeAnswered = count.map { bytes.count - rest.count >= $0 } ?? false
        if mayBeAnswered { _ = try receive(at: stage) } else { try checkQuiet(at: stage) }
      case .ended: throw failed(.hungUp(at: stage))
      case .failed(let words): throw lost(words: words, at: stage)
      }
    }
  }

  /// Whether the other end's system has confirmed all that was sent but the last so many octets; true
  /// where this one cannot tell.
  ///
  /// Of what is encrypted it must have confirmed all, since nobody can read a part of it. A socket of
  /// this machine counts memory, not octets.
  ///
  /// Source: RFC 9293 §3.4, tcp(7) SIOCOUTQ.
  func hasArrived(allBut count: Int) -> Bool {
    if isLocal { return true }
    var octets: CInt = 0
    #if canImport(Darwin)
    var size = socklen_t(MemoryLayout<CInt>.size)
    let code = getsockopt(connection.socket, SOL_SOCKET, SO_NWRITE, &octets, &size)
    #else
    let code = ioctl(connection.socket, UInt(TIOCOUTQ), &octets)
    #endif
    return code != 0 || Int(octets) <= (isEncrypted ? 0 : count)
  }

  /// Waits for one whole reply.
  func reply(within timeout: Duration, at stage: SMTPStage) throws(SMTPError) -> SMTPReply {
    // Begins with the first wait: a reply that is there already needs no clock.
    var deadline: Deadline?
    while true {
      if let reply = try nextReply(at: stage) { return reply }
      // TLS may hold bytes that the socket no longer has: first read, then poll.
      if try receive(at: stage) { continue }
      let end = deadline ?? Deadline(after: timeout)
      deadline = end
      try wait(for: Int16(POLLIN), until: end, at: stage)
    }
  }

  private func nextReply(at stage: SMTPStage) throws(SMTPError) -> SMTPReply? {
    do throws(SMTPError.ReplyProblem) {
      guard let reply = try reader.next() else { return nil }
      let masked = trace.masked(reply)
      trace.server(masked)
      return masked
    } catch {
      throw failed(.badReply(error, at: stage))
    }
  }

  /// Fetches what is there; false when there is nothing.
  private func receive(at stage: SMTPStage) throws(SMTPError) -> Bool {
    switch connection.receive(into: buffer) {
    case .moved(let count):
      reader.append(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
      // Long before the memory is full: nobody answers a letter in so many words.
      if reader.pendingCount > Self.pendingLimit { throw failed(.badReply(.endless, at: stage)) }
      return true
    case .wouldBlock: return false
    case .ended:
      throw failed(reader.isEmpty ? .hungUp(at: stage) : .badReply(.brokenOff, at: stage))
    case .failed(let words): throw lost(words: words, at: stage)
    }
  }

  private func wait(
    for events: Int16,
    until deadline: Deadline,
    at stage: SMTPStage
  ) throws(SMTPError) {
    while true {
      if preamble.isCancelled() { throw failed(.cancelled(at: stage)) }
      let left = deadline.left
      guard left > .zero else { throw failed(.timedOut(at: stage, after: deadline.timeout)) }
      var entry = pollfd(fd: connection.socket, events: events, revents: 0)
      let count = poll(&entry, 1, Int32(max(1, min(left, Self.slice).milliseconds)))
      if count > 0 { return }
      if count < 0, errno != EINTR, errno != EAGAIN {
        throw failed(.transport(words: "poll failed", at: stage))
      }
    }
  }

  /// What to make of bytes that came before they were asked for.
  private func unasked(at stage: SMTPStage) -> SMTPError {
    do throws(SMTPError) {
      let reply = try nextReply(at: stage)
      if let reply, reply.code == 421 { return failed(.serviceClosing(reply, at: stage)) }
      return failed(.badReply(.unasked(reply), at: stage))
    } catch {
      return error
    }
  }

  private func lost(words: String, at stage: SMTPStage) -> SMTPError {
    failed(.transport(words: words, at: stage))
  }

  private func failed(_ error: SMTPError) -> SMTPError {
    close()
    return error
  }
}

/// A moment on a clock that stands still while the machine sleeps.
struct Deadline {
  let timeout: Duration
  private let end: SuspendingClock.Instant

  init(after timeout: Duration) {
    self.timeout = timeout
    end = SuspendingClock().now.advanced(by: timeout)
  }

  var left: Duration { SuspendingClock().now.duration(to: end) }
}
