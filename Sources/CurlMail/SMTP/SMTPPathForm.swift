package import MailMessage

extension EmailAddress {
  /// The address between the angle brackets of `MAIL` and `RCPT`: its domain as A-labels, unless
  /// the server must know of SMTPUTF8 anyhow or the domain has no such form.
  ///
  /// Source: RFC 6531 §3.
  package var smtpPath: String { "\(needsSMTPUTF8 ? self : withASCIIDomain ?? self)" }
}
