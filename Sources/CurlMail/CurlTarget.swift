/// What libcurl is told of a server before it connects.
struct CurlTarget {
  /// `smtps://host:port/path`, where the path of an `smtp:` URL is the name for `EHLO`.
  var url: String
  /// A Unix-domain socket to connect to, whatever the URL says.
  var socketPath: String?
  var protection: MailProtection
  var options: MailServerOptions
  /// The look-up of the name, the TCP connection and the TLS handshake.
  var connectTimeout: Duration
  /// Each answer of the server, counted in whole seconds.
  var answerTimeout: Duration
  /// A login that libcurl is to make, with the mechanisms that it may use.
  var login: MailLogin?
  var mechanisms: [String] = []

  /// An IMAP server, at which libcurl makes no login.
  init(_ account: IMAPAccount) {
    let scheme = account.protection == .implicitTLS ? "imaps" : "imap"
    url = "\(scheme)://\(account.server)/"
    protection = account.protection
    options = account.options
    connectTimeout = account.connectTimeout
    answerTimeout = account.answerTimeout
  }

  init(_ account: SMTPAccount, mechanisms: [String]) {
    let scheme = account.protection == .implicitTLS ? "smtps" : "smtp"
    let server = account.socketPath == nil ? account.server : "localhost"
    url = "\(scheme)://\(server)/\(account.helloName)"
    socketPath = account.socketPath
    protection = account.protection
    options = account.options
    connectTimeout = account.timeouts.connect
    answerTimeout = account.timeouts.greeting
    login = account.login
    self.mechanisms = mechanisms
  }
}
