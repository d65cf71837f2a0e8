import CurlMail
import DurableFiles
import TestSupport
import Testing

@Suite struct IMAPScenarioTests {
  @Test(arguments: try IMAPScenario.names())
  func `a server's answers and faults come to what the scenario says`(name: String) throws {
    let scenario = try IMAPScenario(named: name)
    let server = try ScriptedServer(scenario.transcript)
    let outcome = try scenario.outcome(port: server.port)
    let expected = try #require(scenario.expected.first)
    if expected.hasSuffix("*") {
      #expect(outcome.hasPrefix(expected.dropLast()), "\(outcome)")
    } else {
      #expect(outcome == expected)
    }
    #expect(server.finish() == [])
  }

  @Test func `there are scenarios`() throws {
    #expect(try IMAPScenario.names().count > 20)
  }

  /// More octets than are taken, and words for longer than is waited; each word by itself is fine.
  @Test(arguments: [
    Array(repeating: "S: * OK " + String(repeating: "a", count: 950_000), count: 18),
    Array(repeating: "! wait 900\nS: * 1 EXISTS", count: 13),
  ])
  func `a server's words between two commands have an end`(words: [String]) throws {
    let question = "\(IMAPScenario.hello)\nC: t4 LIST \"\" \"*\"\n"
    let end = "\nS: t4 OK done\n! drain"
    let server = try ScriptedServer(question + words.joined(separator: "\n") + end)
    let login = try MailLogin(user: "sam", password: "correct horse")
    var account = try IMAPAccount(url: "imap://127.0.0.1:\(server.port)", login: login)
    account.answerTimeout = .seconds(1)
    let session = try IMAPSession(to: account)
    let folder = try #require(IMAPFolderName("Sent"))
    #expect(throws: IMAPError.badReply(.endless)) { try session.hasFolder(folder) }
    session.close()
  }
}

/// The folders of a real server.
@Suite(.enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)))
struct DovecotTests {
  private let server: DovecotServer
  private let options: MailServerOptions

  init() throws {
    let postfix = try PostfixServer.shared.get()
    server = postfix.dovecot
    options = MailServerOptions(caFile: postfix.certificates.caFile)
  }

  private func account(_ scheme: String = "imaps", login: MailLogin? = nil) throws -> IMAPAccount {
    let port = scheme == "imaps" ? server.imapsPort : server.imapPort
    let usual = try MailLogin(user: DovecotServer.user, password: DovecotServer.password)
    return try IMAPAccount(
      url: "\(scheme)://127.0.0.1:\(port)",
      login: login ?? usual,
      options: options
    )
  }

  private func letter(_ id: String, size: Int = 10) -> [UInt8] {
    let line = String(repeating: "x", count: 70) + "\r\n"
    let body = String(repeating: line, count: size / 72 + 1)
    return Array("Message-ID: \(id)\r\nSubject: hi\r\n\r\n\(body)".utf8)
  }

  @Test(arguments: ["imap", "imaps"])
  func `the Sent folder is found by its use`(scheme: String) throws {
    let session = try IMAPSession(to: account(scheme).requiringTLS())
    #expect(try session.sentFolder()?.description == "Sent")
    session.close()
  }

  @Test func `a copy is found by its Message-ID alone, byte for byte`() throws {
    let session = try IMAPSession(to: account())
    let folder = try #require(IMAPFolderName("Sent"))
    let id = "<one.\(server.imapPort)@example.org>"
    #expect(try session.find(messageID: id, in: folder).isEmpty)
    let copy = try #require(try session.append(letter(id), to: folder))
    #expect(try session.find(messageID: id, in: folder) == [copy.uid])
    // The search of a server takes a part for the whole.
    #expect(try session.find(messageID: "<one", in: folder).isEmpty)
    #expect(try session.find(messageID: "", in: folder).isEmpty)
    session.close()
    let files = PosixFileSystem()
    let copies = try files.list("\(server.mailFolder)/.Sent/cur").map {
      try files.readFile("\(server.mailFolder)/.Sent/cur/\($0)")
    }
    let expected = String(decoding: letter(id), as: UTF8.self).replacing("\r\n", with: "\n")
    #expect(copies.contains(Array(expected.utf8)))
  }

  @Test func `a large letter and a folder with a name of its own`() throws {
    let session = try IMAPSession(to: account())
    let folder = try #require(IMAPFolderName("Envoyés & \"mehr\""))
    let id = "<large@example.org>"
    #expect(try !session.hasFolder(folder))
    let error = #expect(throws: IMAPError.self) { try session.append(letter(id), to: folder) }
    guard case .refused("APPEND", "TRYCREATE", _) = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    try session.create(folder)
    #expect(try session.hasFolder(folder))
    try session.append(letter(id, size: 8_000_000), to: folder)
    #expect(try session.find(messageID: id, in: folder).count == 1)
    session.close()
  }

  @Test func `a token opens the folders, and one that ran out does not`() throws {
    let login = try MailLogin(user: DovecotServer.user, token: DovecotServer.token())
    try IMAPSession(to: account(login: login)).close()
    let old = try MailLogin(user: DovecotServer.user, token: DovecotServer.token(isExpired: true))
    let error = #expect(throws: IMAPError.self) { try IMAPSession(to: account(login: old)) }
    guard case .loginRefused = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a wrong password is refused, and no trace holds it`() throws {
    var lines: [MailHooks.TraceLine] = []
    let login = try MailLogin(user: DovecotServer.user, password: "wrong horse")
    let error = #expect(throws: IMAPError.self) {
      try IMAPSession(to: account(login: login), hooks: MailHooks(trace: { lines.append($0) }))
    }
    guard case .loginRefused = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
    let said = lines.map { "\($0)" }.joined(separator: "\n")
    #expect(said.contains("AUTHENTICATE PLAIN (masked)"))
    for secret in ["horse", "AHNhbQB3cm9uZyBob3JzZQ"] { #expect(!said.contains(secret)) }
  }

  @Test func `a server with a certificate of somebody else gets no login`() throws {
    let error = #expect(throws: IMAPError.self) {
      try IMAPSession(to: IMAPAccount(url: "imaps://127.0.0.1:\(server.imapsPort)"))
    }
    guard case .certificate = try #require(error) else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
