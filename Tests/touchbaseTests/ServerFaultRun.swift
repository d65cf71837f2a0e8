import CurlMail
import DurableFiles
import MailMessage
import Outbox
import Synchronization
import TestSupport

@testable import touchbase

/// Three letters, a server that fails once, and a second pass when all is well again.
final class ServerFaultRun {
  private static let ids = ["a", "b", "c"]

  private let each: ServerFaultCase
  private let memory = MemoryFileSystem()
  private let clock = Mutex<Int64>(1_795_000_000)

  init(_ each: ServerFaultCase) {
    self.each = each
  }

  /// Plays the case and returns what is not as it should be.
  func findings() throws -> [String] {
    let server = try faultyServer()
    defer { server.stop() }
    try memory.makeDirectory("/w")
    try enqueue()
    let report = try pass(account(server.port))
    var findings = try self.findings(report, server)
    clock.withLock { $0 += 6 * 3600 }
    let secondServer = try FaultyServer(nil)
    defer { secondServer.stop() }
    let second = try pass(SMTPAccount(url: "smtp://127.0.0.1:\(secondServer.port)"))
    if let failure = second.failure { findings.append("the second pass fails: \(failure.words)") }
    findings += try findingsAtTheEnd(server.taken, secondServer.taken)
    return findings.map { "\(each): \($0)" }
  }

  private func faultyServer() throws -> FaultyServer {
    var manner = FaultyServer.Manner()
    manner.offers = ["ENHANCEDSTATUSCODES"] + (each.offersPipelining ? ["PIPELINING"] : [])
    manner.wantsLogin = each.stage == .auth || each.stage == .password
    manner.refusesRecipient = each.stage == .rset
    return try FaultyServer(
      FaultyServer.Fault(each.stage, each.moment, letter: each.letter, each.deed),
      manner
    )
  }

  private var now: DateTime {
    DateTime(secondsSinceEpoch: clock.withLock(\.self), offsetMinutes: 0)
  }

  private var outbox: Outbox {
    Outbox(
      folder: "/w/outbox",
      lockFolder: "/w/.touchbase",
      fileSystem: memory,
      machine: MachineIdentity(machine: "m", boot: "b")
    )
  }

  private func enqueue() throws {
    var open = try outbox.opened(for: "a test", at: now)
    _ = try open.enqueue(try Self.ids.map(Self.letter), at: now)
  }

  private static func letter(_ id: String) throws -> Submission {
    let address = try EmailAddress("\(id)@example.net")
    let message = "From: sam@example.org\r\nTo: \(address)\r\n\r\nHello,\r\n\r\n.\r\nSam\r\n"
    guard
      let envelope = Envelope(sender: try EmailAddress("sam@example.org"), recipients: [address])
    else { throw FaultySetUp.noEnvelope }
    return Submission(
      envelope: envelope,
      message: Array(message.utf8),
      facts: LetterFacts(id: id, contacts: [id], subject: id, messageID: "<\(id)@example.org>"),
      source: []
    )
  }

  private enum FaultySetUp: Error { case noEnvelope }

  private func pass(_ account: SMTPAccount) throws -> DeliveryReport {
    var lanes = ThreadedLanes(count: 1, isStopped: { false }) {
      SMTPTransport(AccountSource { account })
    }
    var open = try outbox.opened(for: "a test", at: now)
    let moment = now
    let elapsed = Mutex(Duration.zero)
    var hooks = QueueRunnerHooks(now: { moment })
    hooks.elapsed = { elapsed.withLock(\.self) }
    hooks.pause = { time in elapsed.withLock { $0 += max(time, .milliseconds(1)) } }
    return try open.run(&lanes, pace: nil, hooks)
  }

  /// Only the stage of the fault is short of patience, so that a busy machine changes nothing.
  private func account(_ port: UInt16) throws -> SMTPAccount {
    let needsLogin = each.stage == .auth || each.stage == .password
    let login = needsLogin ? try MailLogin(user: "sam", password: "correct horse") : nil
    var account = try SMTPAccount(url: "smtp://127.0.0.1:\(port)", login: login)
    if each.stage == .starttls { account = account.requiringTLS() }
    let patient = Duration.seconds(30)
    account.timeouts.greeting = patient
    for path in [\SMTPTimeouts.mail, \.recipient, \.data, \.text, \.finalDot] {
      account.timeouts[keyPath: path] = patient
    }
    account.timeouts.quit = .milliseconds(300)
    guard each.deed.takesTime else { return account }
    switch each.stage {
    case .greeting, .ehlo, .starttls, .auth, .password: account.timeouts.greeting = .seconds(1)
    case .mail, .rset: account.timeouts.mail = .milliseconds(700)
    case .rcpt: account.timeouts.recipient = .milliseconds(700)
    case .data: account.timeouts.data = .milliseconds(700)
    case .text, .dot:
      account.timeouts.text = .milliseconds(700)
      account.timeouts.finalDot = .milliseconds(700)
    case .quit: break
    }
    return account
  }

  private func entries() throws -> [String: QueueEntry] {
    let all = try outbox.open() + outbox.sent()
    return Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
  }

  private static func fate(_ entry: QueueEntry?) -> ServerFaultRow.Fate? {
    switch entry?.place {
    case .sent: .sent
    case .queue: entry?.state.attempts == 0 ? .stops : .waits
    case .held: entry?.state.isUnknown == true ? .unknown : .held
    case nil: nil
    }
  }

  /// What is wrong after the pass with the fault.
  private func findings(_ report: DeliveryReport, _ server: FaultyServer) throws -> [String] {
    guard server.isFaultDone else { return ["the fault never happened"] }
    var findings: [String] = []
    let entries = try entries()
    let met = Self.ids[each.letter]
    let fate = Self.fate(entries[met])
    let allowed = each.fates.map(\.rawValue).sorted().joined(separator: "/")
    if fate.map({ !each.fates.contains($0) }) ?? true {
      findings.append("'\(met)' \(fate?.rawValue ?? "is lost"), not \(allowed)")
    }
    let words = fate == .stops ? report.failure?.words : entries[met]?.state.reason
    // A letter that was tried again at once has the words of its second answer.
    let isTriedAgain = fate.map { !each.row.fates[0].contains($0) } ?? false
    if !isTriedAgain, !(words ?? "").contains(each.row.words) {
      findings.append("it says '\(words ?? "nothing")'")
    }
    let all = entries.values.compactMap(\.state.reason) + [report.failure?.words ?? ""]
    if all.contains(where: \.hasControls) { findings.append("control characters are kept") }
    for id in Self.ids where id != met {
      let other = Self.fate(entries[id])
      if other != (fate == .stops ? .stops : .sent) {
        findings.append("'\(id)' \(other?.rawValue ?? "is lost")")
      }
    }
    if each.row.endsConnection == true, server.isReused {
      findings.append("the connection is used again")
    }
    if each.row.endsConnection == false, server.connections != 1 {
      findings.append("there were \(server.connections) connections")
    }
    return findings
  }

  /// What is wrong when all is well again: nothing may be lost or twice.
  private func findingsAtTheEnd(_ first: [String: Int], _ second: [String: Int]) throws -> [String]
  {
    let entries = try entries()
    return Self.ids.flatMap { id in
      let count = first[id, default: 0] + second[id, default: 0]
      var findings = count > 1 ? ["'\(id)' arrived \(count) times"] : []
      switch Self.fate(entries[id]) {
      case .sent: if count != 1 { findings.append("'\(id)' is called sent and is not") }
      case .held: if count != 0 { findings.append("'\(id)' is held and was taken") }
      case .unknown: break
      case .waits, .stops: findings.append("'\(id)' still waits")
      case nil: findings.append("'\(id)' is lost")
      }
      return findings
    }
  }
}

extension String {
  /// Whether it holds anything that a terminal obeys.
  fileprivate var hasControls: Bool {
    unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }
}
