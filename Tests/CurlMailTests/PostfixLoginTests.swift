import CurlMail
import DurableFiles
import MailMessage
import TestSupport
import Testing

/// Tokens, certificates of our own, IPv6, sockets and proxies, with servers that know them.
@Suite(.enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)))
struct PostfixLoginTests {
  private let server: PostfixServer

  init() throws {
    server = try PostfixServer.shared.get()
  }

  private func account(
    _ entrance: PostfixServer.Entrance,
    login: MailLogin? = nil,
    host: String = "127.0.0.1",
    change: (inout MailServerOptions) -> Void = { _ in }
  ) throws -> SMTPAccount {
    let scheme = entrance == .plain ? "smtp" : "smtps"
    var options = MailServerOptions(caFile: server.certificates.caFile)
    change(&options)
    return try SMTPAccount(
      url: "\(scheme)://\(host):\(server.port(entrance))",
      login: login,
      options: options
    )
  }

  /// Hands in a letter and waits until it has arrived.
  private func deliver(_ unique: String, to account: SMTPAccount) throws {
    let session = try SMTPSession(to: account)
    let envelope = try #require(
      Envelope(
        sender: EmailAddress("sam@example.org"),
        recipients: [EmailAddress("ada@example.net")]
      )
    )
    let letter = "From: Sam <sam@example.org>\r\nMessage-ID: <\(unique)@example.org>\r\n\r\nhi\r\n"
    let outcome = session.send(Array(letter.utf8), envelope: envelope)
    session.close()
    guard case .accepted = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try server.delivered(containing: "<\(unique)@").count == 1)
  }

  @Test(arguments: [PostfixServer.Entrance.xoauth2LoginOnly, .oauthBearerLoginOnly, .implicitTLS])
  func `a token opens the door, by the mechanism that the server offers`(
    entrance: PostfixServer.Entrance
  ) throws {
    let token = try DovecotServer.token()
    var lines: [MailHooks.TraceLine] = []
    let login = try MailLogin(user: DovecotServer.user, token: token)
    let hooks = MailHooks(trace: { lines.append($0) })
    try SMTPSession(to: account(entrance, login: login), hooks: hooks).close()
    let name = entrance == .xoauth2LoginOnly ? "XOAUTH2" : "OAUTHBEARER"
    let shown = ["AUTH \(name)", "AUTH \(name) (masked)"].map { MailHooks.TraceLine.client($0) }
    #expect(shown.contains(where: lines.contains))
    let said = lines.map { "\($0)" }.joined(separator: "\n")
    #expect(!said.contains(token))
    #expect(!said.contains("auth=Bearer"))
    try deliver("token-\(entrance)", to: account(entrance, login: login))
  }

  @Test(arguments: [PostfixServer.Entrance.xoauth2LoginOnly, .oauthBearerLoginOnly])
  func `a token that ran out is refused with the server's words`(
    entrance: PostfixServer.Entrance
  ) throws {
    let login = try MailLogin(
      user: DovecotServer.user,
      token: DovecotServer.token(isExpired: true)
    )
    let error = #expect(throws: SMTPError.self) {
      try SMTPSession(to: account(entrance, login: login))
    }
    guard case .loginRefused(_, let reply) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(reply.code == (entrance == .xoauth2LoginOnly ? 334 : 535))
    #expect(entrance != .xoauth2LoginOnly || "\(reply)".contains("\"status\""))
  }

  @Test func `a token is never given to a server that asks for something else`() throws {
    let login = try MailLogin(user: DovecotServer.user, token: "abc")
    let error = #expect(throws: SMTPError.self) {
      try SMTPSession(to: account(.cramLoginOnly, login: login))
    }
    guard case .authNotOffered(_, let offered, let usable) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(offered == ["CRAM-MD5"])
    #expect(usable == ["OAUTHBEARER", "XOAUTH2"])
  }

  @Test func `a certificate of ours opens the door, and its want is told`() throws {
    let certificates = server.certificates
    try deliver(
      "certified",
      to: account(.clientCertificate) { options in
        options.clientCertificate = certificates.clientFile
        options.clientKey = certificates.keyFile
      }
    )
    let error = #expect(throws: SMTPError.self) {
      try SMTPSession(to: account(.clientCertificate))
    }
    #expect("\(try #require(error))".contains("certificate"))
  }

  @Test func `a locked key or none is the account's fault, and nobody is asked`() throws {
    let certificates = server.certificates
    for (file, key) in [
      (certificates.lockedClientFile, nil), (certificates.clientFile, "/nowhere/key.pem"),
      (certificates.clientFile, nil), ("/nowhere/client.pem", certificates.keyFile),
    ] as [(String, String?)] {
      let account = try account(.clientCertificate) { options in
        options.clientCertificate = file
        options.clientKey = key
      }
      #expect(throws: SMTPError.account(.clientCertificate)) { try SMTPSession(to: account) }
    }
  }

  @Test(.enabled(if: ServerFolder.hasIPv6, "needs the address ::1"))
  func `a server may have an address of IPv6`() throws {
    let login = try MailLogin(user: DovecotServer.user, password: DovecotServer.password)
    try deliver("six", to: account(.ipv6, login: login, host: "[::1]"))
  }

  @Test func `a relay may listen at a Unix-domain socket`() throws {
    try deliver("socket", to: SMTPAccount(url: "unix:\(server.socketPath)"))
    let error = #expect(throws: SMTPError.self) {
      try SMTPSession(to: SMTPAccount(url: "unix:/nowhere/relay"))
    }
    let words = "cannot reach the mail server 'unix:/nowhere/relay'"
    #expect("\(try #require(error))".hasPrefix(words))
  }

  @Test(
    .enabled(if: TestProxy.isAvailable, "needs microsocks and tinyproxy"),
    arguments: TestProxy.Kind.allCases
  )
  func `a proxy is the way where it is configured`(kind: TestProxy.Kind) throws {
    let proxy = try TestProxy(kind, to: server.port(.implicitTLS))
    let login = try MailLogin(user: DovecotServer.user, password: DovecotServer.password)
    let account = try account(.implicitTLS, login: login) { $0.proxy = proxy.url }
    try deliver("proxy-\(kind)", to: account)
    proxy.stop()
    let error = #expect(throws: SMTPError.self) { try SMTPSession(to: account) }
    #expect("\(try #require(error))".hasPrefix("cannot reach the mail server"))
  }
}
