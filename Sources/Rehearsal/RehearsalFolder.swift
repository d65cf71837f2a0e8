import DurableFiles
import MailMessage
import Synchronization

/// The folder of delivered mails: one file each, numbered in the order of arrival.
final class RehearsalFolder: Sendable {
  private struct State {
    var number: Int
    var paths: [String] = []
  }

  private let path: String
  private let fileSystem: any FileSystem
  private let now: @Sendable () -> DateTime
  private let state: Mutex<State>

  /// Makes the folder when it is not there, and goes on after the numbers that it holds.
  init(path: String, fileSystem: any FileSystem, now: @escaping @Sendable () -> DateTime) throws {
    self.path = path
    self.fileSystem = fileSystem
    self.now = now
    try fileSystem.makeDirectory(path)
    let numbers = try fileSystem.list(path).compactMap { Int($0.prefix { $0 != "-" }) }
    state = Mutex(State(number: numbers.max() ?? 0))
  }

  var deliveredPaths: [String] { state.withLock { $0.paths } }

  /// Writes a mail so that it stays, and returns its file's name.
  ///
  /// Under the lock, since two threads must not take the same number.
  func deliver(_ mail: RehearsedMail) throws -> String {
    try state.withLock { state in
      let (number, overflow) = state.number.addingReportingOverflow(1)
      guard !overflow else { throw RehearsalError.folderIsFull }
      let name = Self.name(of: mail, number: number)
      let file = "\(path)/\(name)"
      try fileSystem.createFile(file, with: traceLines(for: mail, number: number) + mail.bytes)
      state.number = number
      state.paths.append(file)
      return name
    }
  }

  private static func name(of mail: RehearsedMail, number: Int) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let recipient = mail.recipients.first?.description ?? ""
    let safe = recipient.unicodeScalars.prefix(50).map { scalar in
      scalar.properties.isAlphabetic || "0123456789@.+-_".unicodeScalars.contains(scalar)
        ? Character(scalar) : "_"
    }
    let others = mail.recipients.count > 1 ? "-and-\(mail.recipients.count - 1)" : ""
    return "\(padded)-\(String(safe))\(others).eml"
  }

  /// What a mail server writes before a mail that it delivers.
  ///
  /// Source: RFC 5321 §4.4.
  private func traceLines(for mail: RehearsedMail, number: Int) -> [UInt8] {
    let hello = mail.helloName.unicodeScalars.map { (33...126).contains($0.value) ? $0 : "?" }
    var lines = ["Return-Path: <\(mail.sender?.description ?? "")>"]
    lines += mail.recipients.map { "Delivered-To: \($0)" }
    lines += [
      "Received: from \(String(String.UnicodeScalarView(hello))) ([127.0.0.1])",
      "\tby localhost (touchbase rehearsal) with ESMTP id \(number);",
      "\t\(now().rfc5322)",
    ]
    return Array(lines.map { "\($0)\r\n" }.joined().utf8)
  }
}
