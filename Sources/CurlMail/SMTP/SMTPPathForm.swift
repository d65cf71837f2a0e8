internal import MailMessage

extension EmailAddress {
  /// The address between the angle brackets of `MAIL` and `RCPT`.
  var smtpPath: String { "\(localPart)@\(domain)" }

  /// Whether only a server with SMTPUTF8 can take the address.
  ///
  /// Source: RFC 6531 §3.
  var needsSMTPUTF8: Bool { !smtpPath.utf8.allSatisfy { $0 < 128 } }
}
