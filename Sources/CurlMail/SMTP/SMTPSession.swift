public import MailMessage

/// One conversation with a mail server, in which any number of letters are handed in.
///
/// All calls block, so a session lives on a thread of its own and never leaves it. After any error
/// it is over: `isOver` says so, and the next letter needs a new one.
///
/// ```swift
/// let session = try SMTPSession(to: account)
/// let outcome = session.send(bytes, envelope: envelope) { try journal.commit(id) }
/// session.close()
/// ```
///
/// Source: RFC 5321.
public final class SMTPSession {
  /// What the server said it can do, after TLS and before the login.
  public let capabilities: SMTPCapabilities
  /// The server's first words, which may hold its name, its program and its date.
  public let greeting: String
  /// Whether no letter can be sent any more.
  public private(set) var isOver = false
  /// Whether the session broke at a letter that was named along with the dot before it, and perhaps
  /// because of that: there are servers that offer what they cannot do.
  public private(set) var lostNamed = false
  /// Whether a letter was named along with the dot before it, and answered.
  private var hasNamed = false
  /// How many letters were tried, so that a caller knows a connection that had worked before.
  public private(set) var letterCount = 0

  private let wire: SMTPWire
  private let timeouts: SMTPTimeouts
  private let isPipelined: Bool
  /// The letter that the server was told of along with the dot before it.
  private var named: NamedLetter?

  /// Connects: finds the host, sets up TLS, says hello, logs in.
  ///
  /// - Throws: An error that tells apart the account, the host, the certificate and the login.
  public init(to account: SMTPAccount, hooks: MailHooks = MailHooks()) throws(SMTPError) {
    let opening = try SMTPOpening(account, hooks: hooks)
    wire = opening.wire
    capabilities = opening.capabilities
    greeting = opening.greeting
    timeouts = account.timeouts
    isPipelined = capabilities.offers("PIPELINING")
  }

  /// Loads what connections are made with, which the first session would do otherwise.
  ///
  /// It may be done meanwhile on another thread; what is in the way is the first session's error.
  public static func prepare() {
    CurlHandle.prepare()
  }

  deinit {
    // Without QUIT: a session that nobody closed has no time to wait for a farewell.
    wire.close()
  }

  /// Hands in one letter for all recipients of its envelope, or for none.
  ///
  /// - Parameters:
  ///   - message: The exact bytes: CRLF line ends, lines of at most 998 octets, any dots.
  ///   - envelope: The sender and the recipients.
  ///   - beforeFinalDot: Called once the server waits for the text, and has all of a long one, just
  ///     before the line that makes it responsible can leave. If it throws, the connection is dropped
  ///     and nothing is delivered.
  ///   - afterFinalDot: Called once the server has answered the dot: what it says then is about the
  ///     next letter, and need not be waited for.
  ///   - next: Asked once the server waits for the text, or after all of a long one left: the letter
  ///     that comes after this one, where there is one already. The server may be told of it along
  ///     with the dot, which spares a wait; answers that do not fit each other are about no letter.
  ///     Any other letter ends the session then.
  /// - Returns: What became of the letter. Only `.unknown` leaves that open.
  public func send(
    _ message: [UInt8],
    envelope: Envelope,
    beforeFinalDot: () throws -> Void = {},
    afterFinalDot: () -> Void = {},
    before next: () -> (message: [UInt8], envelope: Envelope)? = { nil }
  ) -> SMTPOutcome {
    guard !isOver else { return .connectionLost(.sessionOver) }
    let letter: SMTPLetter
    do throws(UnsendableReason) {
      if let named {
        letter = named.letter
      } else {
        letter = try SMTPLetter(message, envelope: envelope, for: capabilities)
      }
    } catch {
      return .unsendable(error)
    }
    letterCount += 1
    var following: NamedLetter?
    do throws(SMTPError) {
      if let refusal = try offer(letter, message, envelope) { return .refused(refusal) }
      // A dot that follows its text closely gives a server less to do. While a text leaves piece by
      // piece, the next letter may be called back.
      let isShort = letter.text.wire.count <= SMTPWire.pieceLimit
      if isShort { following = nameable(next) }
      try dialogue.handOver(letter)
      if !isShort { following = nameable(next) }
    } catch {
      end()
      return .connectionLost(error)
    }
    do {
      try beforeFinalDot()
    } catch {
      end()
      return .abandoned(error)
    }
    return finish(naming: following, afterFinalDot)
  }

  /// Offers a letter to the server, unless it was told of it before and wants it.
  private func offer(
    _ letter: SMTPLetter,
    _ message: [UInt8],
    _ envelope: Envelope
  ) throws(SMTPError) -> SMTPRefusal? {
    guard let named else {
      let refusal = try dialogue.offer(letter)
      if refusal != nil { reset() }
      return refusal
    }
    self.named = nil
    guard named.isAbout(message, envelope), let answer = named.answer else { throw .sessionOver }
    do throws(SMTPError) {
      let refusal = try answer.get()
      hasNamed = true
      return refusal
    } catch {
      suspectNaming(error)
      throw error
    }
  }

  /// Notes that the session broke where a letter was named along with the dot before it.
  private func suspectNaming(_ error: SMTPError) {
    switch error {
    case .cancelled: break
    case .serviceClosing: lostNamed = !hasNamed
    default: lostNamed = true
    }
  }

  /// The next letter, where the server may be told of it before its turn.
  private func nameable(_ next: () -> (message: [UInt8], envelope: Envelope)?) -> NamedLetter? {
    // What is wrong with it is told in its turn.
    guard isPipelined, let (message, envelope) = next(),
      let letter = try? SMTPLetter(message, envelope: envelope, for: capabilities),
      letter.isOneGroup
    else { return nil }
    return NamedLetter(letter: letter, message: message, envelope: envelope)
  }

  private var dialogue: SMTPDialogue {
    SMTPDialogue(wire: wire, timeouts: timeouts, isPipelined: isPipelined)
  }

  /// A refusal stays what it is when the connection then breaks; only the session is over.
  private func reset() {
    do throws(SMTPError) {
      try dialogue.reset()
    } catch {
      end()
    }
  }

  private func finish(naming next: NamedLetter?, _ answered: () -> Void) -> SMTPOutcome {
    do throws(SMTPError) {
      // The callback may have taken its time. Nothing that ends the text has left yet.
      try wire.checkQuiet(at: .text)
    } catch {
      end()
      return .connectionLost(error)
    }
    do throws(SMTPError) {
      let reply = try dialogue.finish(naming: next?.letter)
      answered()
      let isAnswer = reply.isPositive || reply.isTransient || reply.isPermanent
      if let next, isAnswer, reply.code != 421 { named = try heard(next) }
      return try conclude(reply)
    } catch {
      if next != nil { suspectNaming(error) }
      end()
      return .unknown(error)
    }
  }

  /// A letter that was named, with what the server says to it.
  ///
  /// That is heard before anything is made of what it said to the dot: where it wants the text too
  /// early, and says no more, an answer is missing: what was taken for the dot's is about the next
  /// letter's sender.
  private func heard(_ letter: NamedLetter) throws(SMTPError) -> NamedLetter {
    var letter = letter
    let offered = letter.letter
    letter.answer = Result { () throws(SMTPError) in try dialogue.answerToNamed(offered) }
    if case .failure(.badReply(.unexpectedCode(354), at: .recipient)) = letter.answer,
      dialogue.waitsForText()
    {
      throw .badReply(.unexpectedCode(354), at: .finalDot)
    }
    return letter
  }

  private func conclude(_ reply: SMTPReply) throws(SMTPError) -> SMTPOutcome {
    if reply.code == 421 { end() }
    if reply.isPositive { return .accepted(reply) }
    guard reply.isTransient || reply.isPermanent else {
      throw .badReply(.unexpectedCode(reply.code), at: .finalDot)
    }
    return .refused(SMTPRefusal(stage: .finalDot, reply: reply, recipients: []))
  }

  /// Says `QUIT`, waits shortly for the farewell and closes; a second time does nothing.
  public func close() {
    guard !isOver else { return }
    // A server that was told of a letter would take the farewell for its text.
    if named == nil { dialogue.quit() }
    end()
  }

  private func end() {
    isOver = true
    wire.close()
  }
}

/// A letter that the server is told of before its turn.
private struct NamedLetter {
  let letter: SMTPLetter
  let message: [UInt8]
  let envelope: Envelope
  /// What the server said to it: nil that it wants the text.
  var answer: Result<SMTPRefusal?, SMTPError>?

  func isAbout(_ message: [UInt8], _ envelope: Envelope) -> Bool {
    self.envelope == envelope && self.message == message
  }
}
