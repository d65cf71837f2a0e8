public import MailMessage

/// What became of one letter, as far as can be known.
public enum SMTPOutcome: Sendable {
  /// The server took the letter for every recipient.
  case accepted(SMTPReply)
  /// The server said no; nobody gets the letter.
  case refused(SMTPRefusal)
  /// The letter cannot go through this server; nothing was sent.
  case unsendable(UnsendableReason)
  /// The connection was lost before the final dot could leave; nobody gets the letter.
  case connectionLost(SMTPError)
  /// `beforeFinalDot` threw this; the connection was dropped and nobody gets the letter.
  case abandoned(any Error)
  /// The final dot may have left and no answer came: the letter may have been delivered or not.
  case unknown(SMTPError)
}

/// A server's refusal of one letter, in its own words.
public struct SMTPRefusal: Hashable, Sendable {
  /// What one recipient was answered.
  public struct RecipientAnswer: Hashable, Sendable {
    /// The recipient.
    public let recipient: EmailAddress
    /// The answer to its `RCPT TO`; 2xx when another recipient was the trouble.
    public let reply: SMTPReply
  }

  /// What was refused.
  public let stage: SMTPStage
  /// The reply that decided: the first permanent one, else the first transient one.
  public let reply: SMTPReply
  /// The answers of all recipients that were asked, in the envelope's order.
  public let recipients: [RecipientAnswer]

  /// Whether trying again is useless.
  public var isPermanent: Bool { reply.isPermanent }
}

/// Why a letter cannot go through a server, found before anything of it was sent.
public enum UnsendableReason: Hashable, Sendable {
  /// A CR without LF or an LF without CR at this offset: servers disagree on where a letter ends.
  case bareLineEnd(offset: Int)
  /// A NUL at this offset.
  case nul(offset: Int)
  /// A line, counted from 1, of more than 998 octets.
  case lineTooLong(line: Int)
  /// The last line has no CRLF.
  case noFinalLineEnd
  /// The letter has more octets than the server takes.
  case tooLarge(size: Int, limit: Int)
  /// An address has letters that are not ASCII, and the server does not offer SMTPUTF8.
  case needsSMTPUTF8
  /// The letter has octets above 127, and the server does not offer 8BITMIME.
  case needs8BitMIME
}

extension UnsendableReason: CustomStringConvertible {
  /// The reason for people, in lower case and without a final period.
  public var description: String {
    switch self {
    case .bareLineEnd(let offset): "a line end is not CR LF, at octet \(offset)"
    case .nul(let offset): "a NUL, at octet \(offset)"
    case .lineTooLong(let line): "line \(line) is longer than 998 octets"
    case .noFinalLineEnd: "the last line does not end with CR LF"
    case .tooLarge(let size, let limit):
      "the letter has \(size) octets and the mail server takes at most \(limit)"
    case .needsSMTPUTF8:
      "an address is not in ASCII and the mail server does not offer SMTPUTF8; "
        + "ask for another address or use another server"
    case .needs8BitMIME: "the letter is not in ASCII and the mail server does not offer 8BITMIME"
    }
  }
}
