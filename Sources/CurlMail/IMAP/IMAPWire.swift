#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Sends octets and waits for whole responses over a connection that does not block.
///
/// Every wait has an end and asks the caller's hook on the way. After an error the wire is closed.
final class IMAPWire {
  /// The longest time between two looks at the caller's hook.
  private static let slice: Duration = .milliseconds(200)

  private let connection: CurlConnection
  private let listener: CurlListener
  private let timeout: Duration
  private var reader = IMAPReplyReader()
  private(set) var isOpen = true
  /// The most octets that a server may say before it is spoken to again.
  private static let answerLimit = 16 << 20
  /// How many it has said since then, and until when it has to be done.
  private var answered = 0
  private var answerEnd: Deadline

  init(connection: CurlConnection, listener: CurlListener, timeout: Duration) {
    self.connection = connection
    self.listener = listener
    self.timeout = timeout
    answerEnd = Deadline(after: timeout * 10)
  }

  var trace: MailTrace { listener.trace }

  /// Closes the connection; a second time does nothing.
  func close() {
    isOpen = false
    connection.close()
  }

  /// What has come without having been asked for; nil when there is nothing.
  func pending() throws(IMAPError) -> IMAPResponse? {
    guard isOpen else { throw .sessionOver }
    if listener.isCancelled() { throw failed(.cancelled) }
    if let response = try nextResponse() { return response }
    guard try receive() else { return nil }
    return try nextResponse()
  }

  /// Sends all octets, as long as the server takes a piece within each time-out.
  func send(_ bytes: [UInt8]) throws(IMAPError) {
    guard isOpen else { throw .sessionOver }
    var rest = bytes[...]
    var deadline = Deadline(after: timeout)
    while !rest.isEmpty {
      let transfer = rest.prefix(65_536).withUnsafeBytes { connection.send($0) }
      switch transfer {
      case .moved(let count) where count > 0:
        rest = rest.dropFirst(count)
        deadline = Deadline(after: timeout)
      case .moved, .wouldBlock: try wait(for: Int16(POLLOUT), until: deadline)
      case .ended: throw failed(.hungUp)
      case .failed(let words): throw failed(.transport(words: words))
      }
    }
    answered = 0
    answerEnd = Deadline(after: timeout * 10)
  }

  /// Waits for one whole response.
  func response() throws(IMAPError) -> IMAPResponse {
    guard isOpen else { throw .sessionOver }
    guard answerEnd.left > .zero else { throw failed(.badReply(.endless)) }
    let deadline = Deadline(after: timeout)
    while true {
      if let response = try nextResponse() { return response }
      // TLS may hold bytes that the socket no longer has: first read, then poll.
      if try !receive() {
        try wait(for: Int16(POLLIN), until: deadline)
      } else if deadline.left <= .zero {
        // Somebody who sends an octet a minute is as good as silent.
        throw failed(.timedOut(after: timeout))
      }
    }
  }

  /// Closes the connection and gives the error back.
  func failed(_ error: IMAPError) -> IMAPError {
    close()
    return error
  }

  private func nextResponse() throws(IMAPError) -> IMAPResponse? {
    do throws(IMAPError.ReplyProblem) {
      guard let response = try reader.next() else { return nil }
      trace.server(response)
      return response
    } catch {
      throw failed(.badReply(error))
    }
  }

  /// Fetches what is there; false when there is nothing.
  private func receive() throws(IMAPError) -> Bool {
    var outcome = CurlConnection.Transfer.wouldBlock
    let bytes = [UInt8](unsafeUninitializedCapacity: 16_384) { buffer, count in
      outcome = connection.receive(into: UnsafeMutableRawBufferPointer(buffer))
      if case .moved(let moved) = outcome { count = moved }
    }
    switch outcome {
    case .moved(let count):
      answered += count
      guard answered <= Self.answerLimit else { throw failed(.badReply(.endless)) }
      reader.append(bytes)
      return true
    case .wouldBlock: return false
    case .ended: throw failed(reader.isEmpty ? .hungUp : .badReply(.brokenOff))
    case .failed(let words): throw failed(.transport(words: words))
    }
  }

  private func wait(for events: Int16, until deadline: Deadline) throws(IMAPError) {
    while true {
      if listener.isCancelled() { throw failed(.cancelled) }
      let left = deadline.left
      guard left > .zero else { throw failed(.timedOut(after: deadline.timeout)) }
      var entry = pollfd(fd: connection.socket, events: events, revents: 0)
      let count = poll(&entry, 1, Int32(max(1, min(left, Self.slice).milliseconds)))
      if count > 0 { return }
      if count < 0, errno != EINTR, errno != EAGAIN {
        throw failed(.transport(words: "poll failed"))
      }
    }
  }
}

extension MailTrace {
  /// A response as far as a person can use it: what a letter holds is not shown.
  fileprivate func server(_ response: IMAPResponse) {
    guard isOn else { return }
    switch response {
    case .status(let status, let tag):
      server("\(tag ?? "*") \(status.kind.rawValue) \(status.words)")
    case .data(let name, let number, let values):
      let words = [number.map(String.init), name].compactMap(\.self) + values.map(Self.words)
      server("* \(words.joined(separator: " ").prefix(500))")
    case .continuation(let text): server("+ \(text)")
    }
  }

  private static func words(_ value: IMAPValue) -> String {
    switch value {
    case .atom(let text): text
    case .string(let bytes) where bytes.count > 200: "(\(bytes.count) octets)"
    case .string(let bytes): "\"\(ReadableText.text(bytes))\""
    case .list(let values): "(\(values.prefix(50).map(words).joined(separator: " ")))"
    case .null: "NIL"
    }
  }
}
