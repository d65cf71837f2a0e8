import Rehearsal
import Synchronization
import TestSupport
import Testing

/// Everything that a server can do wrong, at every moment of a session.
@Suite(.serialized) struct ServerFaultTests {
  @Test(arguments: [false, true])
  func `whatever a server does at whatever moment, each letter is where it belongs`(
    offersPipelining: Bool
  ) throws {
    let crew = ServerFaultCrew(try ServerFaultCase.all(offersPipelining: offersPipelining))
    // Most of the time is spent in waiting for a server that says nothing.
    let findings = try crew.run(threads: 24)
    let manner = offersPipelining ? "with" : "without"
    print("faults of a server tried \(manner) pipelining: \(crew.cases.count)")
    #expect(crew.cases.count > 500)
    #expect(findings.isEmpty, "\(findings.count): \(findings.joined(separator: "\n"))")
  }
}

/// Threads that play the cases, each the next one that nobody has taken.
private final class ServerFaultCrew: Sendable {
  let cases: [ServerFaultCase]
  private let state = Mutex((next: 0, ended: 0, findings: [String]()))

  init(_ cases: [ServerFaultCase]) {
    self.cases = cases
  }

  /// Plays all cases and returns what was not as it should be.
  func run(threads: Int) throws -> [String] {
    for _ in 0..<threads { try RehearsalThread.start { [self] in work() } }
    while state.withLock(\.ended) < threads { RehearsalThread.pause(milliseconds: 5) }
    return state.withLock(\.findings).sorted()
  }

  private func work() {
    while let each = next() {
      let findings: [String]
      do {
        findings = try ServerFaultRun(each).findings()
      } catch {
        findings = ["\(each): \(error)"]
      }
      state.withLock { $0.findings += findings }
    }
    state.withLock { $0.ended += 1 }
  }

  private func next() -> ServerFaultCase? {
    state.withLock { state in
      defer { state.next += 1 }
      return state.next < cases.count ? cases[state.next] : nil
    }
  }
}
