import CurlMail
import DurableFiles
import TestSupport

/// A transcript of IMAP with what must come of it, read from a file of `Fixtures/imap`.
///
/// Lines before the transcript: `= …` what connecting or the step must come to; `step: find`,
/// `step: append` or `step: folder`; `token` for a login with one. `@hello` stands for the usual
/// beginning.
struct IMAPScenario {
  private(set) var expected: [String] = []
  private(set) var transcript = ""
  private var step = "folder"
  private var hasToken = false

  /// libcurl asks once by itself; then we do, before the login and after it.
  static let hello = """
    S: * OK ready
    C: A001 CAPABILITY
    S: * CAPABILITY IMAP4rev1
    S: A001 OK done
    C: t1 CAPABILITY
    S: * CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR
    S: t1 OK done
    C: t2 AUTHENTICATE PLAIN AHNhbQBjb3JyZWN0IGhvcnNl
    S: t2 OK welcome
    C: t3 CAPABILITY
    S: * CAPABILITY IMAP4rev1 LITERAL+
    S: t3 OK done
    """

  static var folder: String {
    #filePath.split(separator: "/").dropLast().map { "/\($0)" }.joined() + "/Fixtures/imap"
  }

  static func names() throws -> [String] {
    try PosixFileSystem().list(folder).filter { $0.hasSuffix(".txt") }.sorted()
  }

  init(named name: String) throws {
    let bytes = try PosixFileSystem().readFile("\(Self.folder)/\(name)")
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("= ") {
        expected.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("step: ") {
        step = String(line.dropFirst(6))
      } else if line == "token" {
        hasToken = true
      } else {
        transcript += (line == "@hello" ? Self.hello : String(line)) + "\n"
      }
    }
  }

  /// Plays the scenario and tells what came of it.
  func outcome(port: UInt16) throws -> String {
    let login =
      try hasToken
      ? MailLogin(user: "sam", token: "t0ken") : MailLogin(user: "sam", password: "correct horse")
    var account = try IMAPAccount(url: "imap://127.0.0.1:\(port)", login: login)
    account.answerTimeout = .seconds(2)
    do throws(IMAPError) {
      let session = try IMAPSession(to: account)
      defer { session.close() }
      return try play(session)
    } catch {
      return "error: \(error)".replacing(":\(port)", with: ":PORT")
    }
  }

  private func play(_ session: IMAPSession) throws(IMAPError) -> String {
    guard let folder = IMAPFolderName("Sent") else { return "no name" }
    switch step {
    case "find": return "found: \(try session.find(messageID: "<a@example.org>", in: folder))"
    case "append":
      let copy = try session.append(Array("Subject: hi\r\n\r\nt4 OK\r\n".utf8), to: folder)
      return "kept: \(copy.map { "\($0.uidValidity) \($0.uid)" } ?? "somewhere")"
    default: return "folder: \(try session.sentFolder()?.description ?? "none")"
    }
  }
}
