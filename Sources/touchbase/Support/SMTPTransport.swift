import CurlMail
import MailMessage
import Outbox

/// Hands letters to the person's mail server, over one connection as long as it lives.
struct SMTPTransport: Transport {
  private let source: AccountSource
  private let deadAddresses: DeadAddresses
  private let trace: (@Sendable (MailHooks.TraceLine) -> Void)?
  private var session: SMTPSession?
  /// Whether the server may have taken the letter: then an answer is worth waiting for.
  private let dot = FinalDot()

  /// Makes a transport that asks for the account, and with it for the password, when it connects
  /// for the first time, notes the addresses that are dead, and tells of the dialogue.
  init(
    _ source: AccountSource,
    deadAddresses: DeadAddresses = DeadAddresses(),
    trace: (@Sendable (MailHooks.TraceLine) -> Void)? = nil
  ) {
    self.source = source
    self.deadAddresses = deadAddresses
    self.trace = trace
  }

  /// Connects and logs in; a token that is refused, which it is when it ran out, is renewed once.
  mutating func connect() throws(TransportFailure) {
    let account = try source.account()
    let first = connected(to: account)
    guard case .failure(.loginRefused(_, let reply)) = first, !reply.isTransient,
      let renewed = try source.renewed(after: account)
    else {
      session = try first.mapError(TransportFailure.init).get()
      return
    }
    session = try connected(to: renewed).mapError(TransportFailure.init).get()
  }

  private func connected(to account: SMTPAccount) -> Result<SMTPSession, SMTPError> {
    let hooks = MailHooks(
      isCancelled: { [dot] in
        Interruption.isUrgent || Interruption.isRequested && !dot.isGone
      },
      trace: trace
    )
    return Result { () throws(SMTPError) in try SMTPSession(to: account, hooks: hooks) }
  }

  mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    try deliver(envelope, message, before: { nil }, commit: commit)
  }

  mutating func deliver(
    _ job: DeliveryJob,
    before next: () -> DeliveryJob?
  ) throws(OutboxError) -> DeliveryOutcome {
    try deliver(
      job.envelope,
      job.message,
      before: source.namesLetters ? next : { nil },
      commit: job.allowDot
    )
  }

  private mutating func deliver(
    _ envelope: Envelope,
    _ message: [UInt8],
    before next: () -> DeliveryJob?,
    commit: () throws(OutboxError) -> Void
  ) throws(OutboxError) -> DeliveryOutcome {
    guard let session else { return .connectionLost("there is no connection") }
    var failure: OutboxError?
    dot.isGone = false
    defer { dot.isGone = false }
    let outcome = session.send(
      message,
      envelope: envelope,
      beforeFinalDot: {
        do throws(OutboxError) {
          try commit()
          dot.isGone = true
        } catch {
          failure = error
          throw error
        }
      },
      afterFinalDot: { dot.isGone = false },
      before: { next().map { ($0.message, $0.envelope) } }
    )
    if session.lostNamed { source.noteLostNamed() }
    // What the journal could not record ends the pass, whatever the server would have said.
    if let failure { throw failure }
    if case .refused(let refusal) = outcome {
      for address in refusal.deadAddresses(of: envelope) { deadAddresses.note(address) }
    }
    return DeliveryOutcome(outcome)
  }

  var isConnected: Bool { session.map { !$0.isOver } ?? false }

  mutating func disconnect() {
    session?.close()
    session = nil
  }
}

/// Shared between a session and the hook that it asks; both are on one thread.
private final class FinalDot {
  var isGone = false
}

extension DeliveryOutcome {
  fileprivate init(_ outcome: SMTPOutcome) {
    switch outcome {
    case .accepted(let reply): self = .accepted("\(reply)")
    case .refused(let refusal) where refusal.asksForLogin:
      self = .unable(.loginRefused("the mail server wants a login: \(refusal.words)"))
    case .refused(let refusal) where refusal.isPermanent: self = .refused(refusal.words)
    case .refused(let refusal):
      self = refusal.asksForLess ? .overloaded(refusal.words) : .deferred(refusal.words)
    case .unsendable(let reason): self = .refused("\(reason)")
    case .connectionLost(.cancelled): self = .stopped
    case .connectionLost(.serviceClosing(let reply, _)): self = .closing(reply.explained)
    case .connectionLost(let error): self = .connectionLost("\(error)")
    case .abandoned(let error): self = .connectionLost("\(error)")
    case .unknown(let error): self = .unknown("\(error)")
    }
  }
}

extension SMTPRefusal {
  /// Whether it is about who we are, rather than about this letter.
  ///
  /// Source: RFC 4954 §6.
  fileprivate var asksForLogin: Bool {
    stage == .mail && [530, 534, 535, 538].contains(reply.code)
  }

  /// Whether it is about how much comes from us, rather than about this letter.
  ///
  /// Source: RFC 3463 §3.8; RFC 4954 §6 for 454.
  fileprivate var asksForLess: Bool {
    let replies = [reply] + recipients.map(\.reply)
    return replies.contains { reply in
      reply.isTransient && ([421, 454].contains(reply.code) || reply.enhancedStatus?.subject == 7)
    }
  }

  /// The server's words; where several people were to get the letter, whom they are about.
  fileprivate var words: String {
    let refused = recipients.filter { !$0.reply.isPositive }
    guard recipients.count > 1, !refused.isEmpty else { return reply.explained }
    return refused.map { "\($0.recipient): \($0.reply.explained)" }.joined(separator: "; ")
  }

  /// The recipients of whom the server said that their address is dead.
  fileprivate func deadAddresses(of envelope: Envelope) -> [EmailAddress] {
    if !recipients.isEmpty {
      return recipients.filter { $0.reply.saysAddressIsDead }.map(\.recipient)
    }
    // An answer to the text is about the only one who was to get it, one to the sender is not.
    guard stage != .mail, envelope.recipients.count == 1, reply.saysAddressIsDead else { return [] }
    return envelope.recipients
  }
}

extension SMTPReply {
  /// The server's words, and behind them what its status code means.
  fileprivate var explained: String {
    "\(self)" + (enhancedStatus?.explanation.map { " (\($0))" } ?? "")
  }

  fileprivate var saysAddressIsDead: Bool { enhancedStatus?.saysAddressIsDead ?? false }
}

extension TransportFailure {
  fileprivate init(_ error: SMTPError) {
    switch error {
    case .loginRefused(_, let reply) where !reply.isTransient: self = .loginRefused("\(error)")
    case .authNotOffered: self = .loginRefused("\(error)")
    case .certificate, .tls, .startTLSNotOffered: self = .notTrusted("\(error)")
    case .account: self = .configuration("\(error)")
    case .greetingRefused(_, let reply) where !reply.isTransient: self = .unreachable("\(error)")
    case .loginRefused, .greetingRefused, .serviceClosing: self = .overloaded("\(error)")
    case .unreachable, .hungUp, .timedOut, .badReply, .cancelled, .transport, .sessionOver:
      self = .unreachable("\(error)")
    }
  }
}
