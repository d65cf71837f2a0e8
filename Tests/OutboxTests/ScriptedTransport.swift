import MailMessage
import Outbox

/// A server that answers each letter as it is told, and accepts what it is told nothing about.
struct ScriptedTransport: Transport {
  /// What happens with one letter.
  enum Step {
    /// Answered before the text was asked for.
    case early(DeliveryOutcome)
    /// Answered after the final dot.
    case late(DeliveryOutcome)
    /// Accepted, but the answer never came.
    case swallowed
  }

  let postbox: Postbox
  /// What happens with each letter, attempt by attempt, by its id.
  var steps: [String: [Step]] = [:]
  /// Why connecting fails, attempt by attempt.
  var connectFailures: [TransportFailure?] = []
  private(set) var connects = 0
  private(set) var disconnects = 0
  /// The letters in the order in which they were handed over.
  private(set) var attempts: [String] = []

  init(_ postbox: Postbox) {
    self.postbox = postbox
  }

  mutating func connect() throws(TransportFailure) {
    connects += 1
    if !connectFailures.isEmpty, let failure = connectFailures.removeFirst() { throw failure }
  }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    let id = envelope.recipients.first?.localPart ?? ""
    attempts.append(id)
    let step = steps[id]?.isEmpty == false ? steps[id]?.removeFirst() : nil
    switch step ?? .late(.accepted("250 2.0.0 Ok: queued as \(id)")) {
    case .early(let outcome):
      return outcome
    case .late(let outcome):
      try commit()
      postbox.dotted.insert(id)
      if case .accepted = outcome { postbox.take(id, message) }
      return outcome
    case .swallowed:
      try commit()
      postbox.dotted.insert(id)
      postbox.take(id, message)
      return .unknown("the server did not answer")
    }
  }

  mutating func disconnect() {
    disconnects += 1
  }
}
