package import MailMessage

/// Something that hands letters to the next server, one after the other.
package protocol Transport {
  /// Makes ready to deliver.
  mutating func connect() throws(TransportFailure)

  /// Hands over one letter: exactly the bytes of the wire, before dots are stuffed.
  ///
  /// `commit` is called after all the text, just before the final dot may leave; when it throws, the
  /// connection is dropped, nothing was delivered, and its error is thrown on. After `.closing`,
  /// `.connectionLost`, `.unknown`, `.stopped` and `.unable` the connection is of no more use.
  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome

  /// Hands over one letter as ``deliver(_:_:commit:)`` does.
  ///
  /// `next` may be asked for the letter that comes after it, as soon as that one's turn can begin: it
  /// is the next that is handed over, unless the connection ends.
  mutating func deliver(
    _ job: DeliveryJob,
    before next: () -> DeliveryJob?
  ) throws(OutboxError) -> DeliveryOutcome

  /// Whether another letter can be handed over; only asked after a letter whose outcome leaves the
  /// connection as it is.
  var isConnected: Bool { get }

  /// Takes leave; never an error.
  mutating func disconnect()
}

extension Transport {
  package mutating func deliver(
    _ job: DeliveryJob,
    before next: () -> DeliveryJob?
  ) throws(OutboxError) -> DeliveryOutcome {
    try deliver(job.envelope, job.message, commit: job.allowDot)
  }

  package var isConnected: Bool { true }
}

/// Why no letter can be handed over at present; no letter is to blame.
package enum TransportFailure: Error, Hashable, Sendable {
  case loginRefused(String)
  /// The server is not who it should be, or the line could be read by others.
  case notTrusted(String)
  case unreachable(String)
  /// The server wants fewer connections or letters from us.
  case overloaded(String)
  case configuration(String)

  /// What happened, in the words of who speaks with the server.
  package var words: String {
    switch self {
    case .loginRefused(let words), .notTrusted(let words), .unreachable(let words),
      .overloaded(let words), .configuration(let words):
      words
    }
  }
}

/// What became of one letter.
package enum DeliveryOutcome: Hashable, Sendable {
  /// Accepted, with the server's words.
  case accepted(String)
  /// Refused for good, with the server's words.
  case refused(String)
  /// Not now, with the server's words.
  case deferred(String)
  /// Not now, with the server's words, and less from us altogether.
  case overloaded(String)
  /// The server ends the connection, with its words, before the final dot: 421.
  case closing(String)
  /// The final dot left and no answer came.
  case unknown(String)
  /// The connection ended before the final dot: nothing was delivered.
  case connectionLost(String)
  /// The person stopped before the final dot: nothing was delivered.
  case stopped
  /// Nothing was delivered, and no letter can be at present: a login is missing, or a command.
  case unable(TransportFailure)

  /// What happened, in the words of the server where it spoke.
  package var words: String {
    switch self {
    case .accepted(let words), .refused(let words), .deferred(let words), .overloaded(let words),
      .closing(let words), .unknown(let words), .connectionLost(let words):
      words
    case .unable(let failure): failure.words
    case .stopped: "stopped before it was handed over"
    }
  }
}
