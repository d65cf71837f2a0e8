package import MailMessage

extension EmailAddress {
  /// The address between the angle brackets of `MAIL` and `RCPT`: its domain as A-labels, unless
  /// the server must know of SMTPUTF8 anyhow or the domain has no such form.
  ///
  /// Source: RFC 6531 §3.
  package var smtpPath: String { "\(needsSMTPUTF8 ? self : withASCIIDomain ?? self)" }

  /// Whether only a server with SMTPUTF8 can take the path.
  var pathNeedsSMTPUTF8: Bool { !smtpPath.utf8.allSatisfy { $0 < 0x80 } }
}
