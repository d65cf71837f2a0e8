import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// `kill -9` at any instant: nothing lost, nothing twice.
@Suite(.enabled(if: PostfixServer.isAvailable, Comment(rawValue: PostfixServer.reason)))
struct KillTests {
  private static let isLong = ProcessInfo.processInfo.environment["TOUCHBASE_LONG_TESTS"] == "1"
  private static let letterCount = 200

  @Test func `a sender that is killed again and again loses nothing and sends nothing twice`()
    throws
  {
    let server = try PostfixServer.shared.get()
    for round in 1...(Self.isLong ? 10 : 1) {
      let seed = UInt64.random(in: 1...UInt64.max)
      let workspace = try TestWorkspace(
        smtp: ["url: smtp://127.0.0.1:\(server.port(.plain))"]
      )
      let run = "kill\(seed % 1_000_000)"
      try approveLetters(run, workspace)
      let kills = try sendUnderFire(workspace, seed: seed)
      let figures = try figures(run, workspace, server)
      print("round \(round), seed \(seed): \(kills) kills, \(figures)")
      #expect(kills > 0)
    }
  }

  private func approveLetters(_ run: String, _ workspace: TestWorkspace) throws {
    let names = (0..<Self.letterCount).map { "\(run)-\($0)" }
    for name in names {
      try workspace.addLetter(name, name: "Ann", email: "\(name)@example.net")
    }
    let approved = try workspace.program.run(["-C", workspace.root, "approve"] + names)
    #expect(approved.status == 0, "\(approved.errors)")
  }

  /// Starts the sender and kills it after a time drawn from the seed, until the queue is empty.
  private func sendUnderFire(_ workspace: TestWorkspace, seed: UInt64) throws -> Int {
    var state = seed
    var kills = 0
    while try !workspace.list("outbox/queue").isEmpty {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let running = try workspace.program.start(["-C", workspace.root, "send"])
      // Between the start of the program and some dozen letters.
      usleep(UInt32(100_000 + (state >> 33) % 900_000))
      running.signal(SIGKILL)
      let result = try running.wait()
      if result.status == 128 + SIGKILL { kills += 1 }
      guard kills < (Self.isLong ? 500 : 120) else { break }
    }
    // What the last kill left in the middle is settled by the next start.
    _ = try workspace.run("send")
    return kills
  }

  private func figures(
    _ run: String,
    _ workspace: TestWorkspace,
    _ server: PostfixServer
  ) throws -> String {
    let letters = try workspace.json("queue", "list", "--all")
    let states = letters.map { $0["state"]?.text ?? "" }
    #expect(letters.count == Self.letterCount)
    #expect(!states.contains("queued"))
    let settled = Set(letters.compactMap { $0["message_id"]?.text })
    let sent = Set(
      letters.filter { $0["state"]?.text == "sent" }.compactMap { $0["message_id"]?.text }
    )
    let arrived = try arrivals(run, server, atLeast: sent.count)
    #expect(arrived.values.allSatisfy { $0 == 1 }, "sent twice")
    #expect(Set(arrived.keys).isSubset(of: settled), "arrived and not recorded")
    #expect(sent.isSubset(of: arrived.keys), "recorded as sent and never arrived")
    let held = states.count { $0 == "held" }
    return "\(sent.count) sent, \(held) held, \(arrived.count) arrived, 0 twice, 0 lost"
  }

  /// How often each letter of the run arrived, by Message-ID.
  private func arrivals(
    _ run: String,
    _ server: PostfixServer,
    atLeast count: Int
  ) throws -> [String: Int] {
    let mails = try server.delivered(containing: "A window for \(run)-", count: count)
    // A letter that is still on its way inside Postfix would be missed.
    usleep(500_000)
    let all = try server.delivered(containing: "A window for \(run)-", count: mails.count)
    var arrived: [String: Int] = [:]
    for mail in all {
      let text = String(decoding: mail, as: UTF8.self)
      let line = text.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") }
      arrived[String(line?.dropFirst(12) ?? ""), default: 0] += 1
    }
    return arrived
  }
}
