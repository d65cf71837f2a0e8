import CurlMail
import Testing

@Suite struct SMTPAccountTests {
  @Test(arguments: [
    ("smtp://mail.example.org", "mail.example.org:587", MailProtection.startTLS),
    ("smtps://mail.example.org/", "mail.example.org:465", .implicitTLS),
    ("SMTP://Mail.Example.org:25", "Mail.Example.org:25", .startTLS),
    ("smtp://localhost:25", "localhost:25", .startTLSIfOffered),
    ("smtp://127.0.0.9:25", "127.0.0.9:25", .startTLSIfOffered),
    ("smtp://[::1]:2525", "[::1]:2525", .startTLSIfOffered),
    ("smtp://[2001:db8::1]", "[2001:db8::1]:587", .startTLS),
    ("smtps://127.0.0.1", "127.0.0.1:465", .implicitTLS),
    ("smtp://127.0.0.1.example.org", "127.0.0.1.example.org:587", .startTLS),
    ("smtp://localhost.example.org", "localhost.example.org:587", .startTLS),
    ("unix:/run/relay", "unix:/run/relay", .startTLSIfOffered),
    ("unix:///run/relay", "unix:/run/relay", .startTLSIfOffered),
  ])
  func `a server's address says where and how protected`(
    url: String,
    server: String,
    protection: MailProtection
  ) throws {
    let account = try SMTPAccount(url: url)
    #expect(account.server == server)
    #expect(account.protection == protection)
  }

  @Test func `behind a proxy nothing is on this machine`() throws {
    let options = MailServerOptions(proxy: "socks5h://127.0.0.1:1080")
    for host in ["localhost", "127.0.0.1", "[::1]"] {
      #expect(try SMTPAccount(url: "smtp://\(host)", options: options).protection == .startTLS)
      #expect(try IMAPAccount(url: "imap://\(host)", options: options).protection == .startTLS)
    }
    let relay = try SMTPAccount(url: "unix:/run/relay", options: options)
    #expect(relay.protection == .startTLSIfOffered, "no proxy is asked for a socket")
  }

  @Test(arguments: [
    ("mail.example.org", MailAccountProblem.url(.smtp)),
    ("http://mail.example.org", .url(.smtp)),
    ("smtp://", .url(.smtp)),
    ("smtp://a b", .url(.smtp)),
    ("smtp://mail.example.org/path", .url(.smtp)),
    ("smtp://mail.example.org\r\nx", .url(.smtp)),
    ("smtp://[::1", .url(.smtp)),
    ("smtp://[mail]", .url(.smtp)),
    ("smtp://sam:secret@mail.example.org", .loginInURL),
    ("smtp://mail.example.org:0", .port("0")),
    ("unix:relay", .url(.smtp)),
    ("unix://relay", .url(.smtp)),
    ("unix:/a\nb", .url(.smtp)),
    ("unix:/" + String(repeating: "a", count: 103), .url(.smtp)),
    ("imaps://mail.example.org", .url(.smtp)),
    ("smtp://mail.example.org:65536", .port("65536")),
    ("smtp://mail.example.org:", .port("")),
    ("smtp://mail.example.org:+25", .port("+25")),
  ])
  func `what is no address of a server is refused`(
    url: String,
    problem: MailAccountProblem
  ) {
    #expect(throws: problem) { try SMTPAccount(url: url) }
  }

  @Test func `a name for EHLO cannot hold a command`() {
    for name in ["", "a b", "a\r\nQUIT", "a/b", "a?b", "[::1", "a:b"] {
      #expect(throws: MailAccountProblem.helloName(name)) {
        try SMTPAccount(url: "smtp://localhost", helloName: name)
      }
    }
    #expect(throws: Never.self) {
      try SMTPAccount(url: "smtp://localhost", helloName: "[IPv6:::1]")
    }
  }

  @Test func `a login cannot hold a NUL or be half`() {
    for (user, password) in [("", "x"), ("x", ""), ("a\0b", "x"), ("x", "a\0b")] {
      #expect(throws: MailAccountProblem.login) { try MailLogin(user: user, password: password) }
    }
  }

  @Test func `a token is one word, and its user holds no control character`() {
    for token in ["", "a b", "a\u{1}b", "a\r\nb", "\u{E4}"] {
      #expect(throws: MailAccountProblem.token) { try MailLogin(user: "sam", token: token) }
    }
    #expect(throws: MailAccountProblem.login) { try MailLogin(user: "s\u{1}", token: "abc") }
  }

  @Test(arguments: [
    "", "127.0.0.1:1080", "ftp://a", "socks5h://", "socks5h://sam:x@a", "http://a b",
  ])
  func `what is no proxy is refused`(proxy: String) {
    #expect(throws: MailAccountProblem.proxy) {
      try SMTPAccount(url: "smtp://localhost", options: MailServerOptions(proxy: proxy))
    }
  }

  @Test func `a key alone is no certificate`() {
    #expect(throws: MailAccountProblem.clientCertificate) {
      try SMTPAccount(url: "smtp://localhost", options: MailServerOptions(clientKey: "key.pem"))
    }
  }

  @Test func `no way of printing an account shows the login`() throws {
    let login = try MailLogin(user: "sam", password: "correct horse")
    let account = try SMTPAccount(url: "smtp://localhost", login: login)
    var dumped = ""
    dump(account, to: &dumped)
    dump(login, to: &dumped)
    for text in [dumped, "\(account)", "\(login)", String(reflecting: account), "\([account])"] {
      #expect(!text.contains("horse"))
      #expect(!text.contains("sam"))
    }
  }

  @Test func `what is wrong with an account is said with what to do`() {
    let texts = [
      MailAccountProblem.url(.smtp), .url(.imap), .loginInURL, .port("x"), .helloName("a b"),
      .login, .token, .caFile,
      .clientCertificate, .proxy,
    ].map { "\(SMTPError.account($0))" }
    #expect(
      texts == [
        "not the address of a mail server; write 'smtp://host:587', 'smtps://host:465' or "
          + "'unix:/path'",
        "not the address of a mail server; write 'imaps://host' or 'imap://host'",
        "the address of a mail server must not hold a login; give the user by itself",
        "the port 'x' is not a number from 1 to 65535",
        "'a b' is not a name for EHLO; write a domain or an address such as '[192.0.2.1]'",
        "user and password must both be there and must not hold a NUL",
        "the token is not one word of visible ASCII",
        "the file of certificate authorities cannot be read",
        "the client's certificate and its key cannot be used; both must be PEM, the key without a "
          + "pass phrase",
        "not the address of a proxy; write 'socks5h://host:1080' or 'http://host:3128', without a "
          + "login",
      ]
    )
  }
}
