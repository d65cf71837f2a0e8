import CurlMail
import DurableFiles
import MailMessage
import Rehearsal
import TestSupport
import Testing

/// A transcript with what must come of it, read from a file of `Fixtures`.
///
/// Lines before the transcript: `= …` what connecting or a letter must come to, in order;
/// `to: a, b` the recipients; `text: …` the letter with `\r\n` spelled out; `login`, `requireTLS`,
/// `commit throws`, `commit takes time`, `named` where each letter is told of before its turn. Lines
/// with an `@` stand for the usual steps.
struct SMTPScenario {
  private(set) var expected: [String] = []
  private(set) var transcript = ""
  private var recipients = ["ada@example.net"]
  private var text: [UInt8] = Array("Subject: hi\r\n\r\nHello\r\n".utf8)
  private var hasLogin = false
  private var requiresTLS = false
  private var commitThrows = false
  private var commitTakesTime = false
  private var isNamed = false

  private static let steps = [
    "@hello": """
    S: 220 test ready
    C: EHLO localhost
    S: 250-test greets you
    S: 250-SIZE 100000
    S: 250-8BITMIME
    S: 250 ENHANCEDSTATUSCODES
    """,
    "@mail": "C: MAIL FROM:<sam@example.org> SIZE=22\nS: 250 2.1.0 ok",
    "@rcpt": "C: RCPT TO:<ada@example.net>\nS: 250 2.1.5 ok",
    "@data": "C: DATA\nS: 354 go on",
    "@pipelining": """
    S: 220 test ready
    C: EHLO localhost
    S: 250-test greets you
    S: 250-PIPELINING
    S: 250-SIZE 100000
    S: 250-8BITMIME
    S: 250 ENHANCEDSTATUSCODES
    """,
    "@offer": "C: MAIL FROM:<sam@example.org> SIZE=22\nC: RCPT TO:<ada@example.net>\nC: DATA",
    "@several": """
    C: MAIL FROM:<sam@example.org> SIZE=22
    C: RCPT TO:<ada@example.net>
    C: RCPT TO:<bo@example.net>
    C: RCPT TO:<cy@example.net>
    """,
    "@yes": "S: 250 2.1.0 ok\nS: 250 2.1.5 ok\nS: 354 go on",
    "@bye": "C: QUIT\nS: 221 bye",
  ]

  static var folder: String {
    #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Fixtures"
  }

  static func names() throws -> [String] {
    try PosixFileSystem().list(folder).filter { $0.hasSuffix(".txt") }.sorted()
  }

  init(named name: String) throws {
    let bytes = try PosixFileSystem().readFile("\(Self.folder)/\(name)")
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("= ") {
        expected.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("to: ") {
        recipients = line.dropFirst(4).split(separator: ", ").map(String.init)
      } else if line.hasPrefix("text: ") {
        text = ScriptedConnection.octets(line.dropFirst(6))
      } else if line == "login" {
        hasLogin = true
      } else if line == "requireTLS" {
        requiresTLS = true
      } else if line == "named" {
        isNamed = true
      } else if line == "commit takes time" {
        commitTakesTime = true
      } else if line == "commit throws" {
        commitThrows = true
      } else {
        transcript += (Self.steps[String(line)] ?? String(line)) + "\n"
      }
    }
  }

  /// Plays the scenario and tells what came of connecting or of each letter.
  func outcomes(port: UInt16) throws -> [String] {
    let envelope = try #require(
      Envelope(
        sender: EmailAddress("sam@example.org"),
        recipients: recipients.map { address in try EmailAddress(address) }
      )
    )
    let account = try account(port: port)
    do throws(SMTPError) {
      let session = try SMTPSession(to: account)
      let outcomes = expected.indices.map { place in
        letterOutcome(session, envelope, isLast: place == expected.count - 1)
      }
      session.close()
      return outcomes
    } catch {
      return ["no session: \(error)".replacing(":\(port)", with: ":PORT")]
    }
  }

  private func account(port: UInt16) throws -> SMTPAccount {
    let login = hasLogin ? try MailLogin(user: "sam", password: "correct horse") : nil
    var account = try SMTPAccount(url: "smtp://127.0.0.1:\(port)", login: login)
    if requiresTLS { account = account.requiringTLS() }
    account.timeouts.greeting = .seconds(1)
    for path in [
      \SMTPTimeouts.mail, \.recipient, \.data, \.text, \.finalDot, \.quit,
    ] {
      account.timeouts[keyPath: path] = .seconds(1)
    }
    return account
  }

  private func letterOutcome(
    _ session: SMTPSession,
    _ envelope: Envelope,
    isLast: Bool
  ) -> String {
    describe(
      session.send(
        text,
        envelope: envelope,
        beforeFinalDot: {
          if commitTakesTime { RehearsalThread.pause(milliseconds: 200) }
          if commitThrows { throw DiskIsFull() }
        },
        before: { isNamed && !isLast ? (text, envelope) : nil }
      )
    )
  }

  private struct DiskIsFull: Error, CustomStringConvertible {
    var description: String { "the disk is full" }
  }

  private func describe(_ outcome: SMTPOutcome) -> String {
    switch outcome {
    case .accepted(let reply): return "accepted: \(reply)"
    case .refused(let refusal):
      let kind = refusal.isPermanent ? "for good" : "for now"
      let recipients = refusal.recipients.map { "; \($0.recipient) \($0.reply)" }.joined()
      return "refused \(kind) at \(refusal.stage): \(refusal.reply)\(recipients)"
    case .unsendable(let reason): return "unsendable: \(reason)"
    case .connectionLost(let error): return "lost: \(error)"
    case .abandoned(let error): return "abandoned: \(error)"
    case .unknown(let error): return "unknown: \(error)"
    }
  }
}
