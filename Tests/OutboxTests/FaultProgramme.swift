import TestSupport
import Testing

/// One step of the outbox's life, tried with a fault at every call to the disk that it makes.
struct FaultProgramme {
  let prepare: (World) throws -> Void
  let act: (World) throws -> Void
  /// What a person does about it before all is held against the promises.
  var afterwards: (World) throws -> Void = { _ in }
  /// More than the promises that always hold.
  var check: (World, Case) throws -> [String] = { _, _ in [] }

  /// One kind of fault, and what the disk is like afterwards.
  struct Case: CustomStringConvertible {
    let fault: FaultyFileSystem.Fault
    /// Nil when the process goes on.
    let loss: MemoryFileSystem.Loss?

    static let all: [Case] =
      [
        Case(fault: .once, loss: nil), Case(fault: .fromThenOn, loss: nil),
      ]
      + [.stop, .stopHalfway].flatMap { fault in
        MemoryFileSystem.Loss.allCases.map { Case(fault: fault, loss: $0) }
      }

    var description: String { "\(fault), losing \(loss.map(\.rawValue) ?? "nothing, alive")" }
  }

  /// Tries every point; returns their number and what was broken.
  func run() throws -> (points: Int, broken: [String]) {
    var points = 0
    var broken: [String] = []
    let calls = try faultlessCalls()
    for each in Case.all {
      // Only a write can be done by half.
      for call in each.fault == .stopHalfway ? calls.writes : Array(0..<calls.count) {
        broken += try tryPoint(each, at: call).map { "\(each), call \(call): \($0)" }
        points += 1
      }
    }
    return (points, broken)
  }

  /// How many calls to the disk the step makes, and which of them write.
  private func faultlessCalls() throws -> (count: Int, writes: [Int]) {
    let world = try World()
    try prepare(world)
    world.disk.disarm()
    try act(world)
    return (world.disk.count, world.disk.writes)
  }

  private func tryPoint(_ each: Case, at call: Int) throws -> [String] {
    let world = try World()
    try prepare(world)
    world.disk.arm(each.fault, at: call)
    // Whether it throws is its own business; what it leaves behind is looked at.
    _ = Result { try act(world) }
    world.disk.disarm()
    if let loss = each.loss {
      world.memory.crash(losing: loss)
      if loss != .nothing { world.boot += 1 }
    }
    var findings: [String] = []
    do {
      try afterwards(world)
      findings += try check(world, each)
      findings += try world.brokenPromises()
    } catch {
      findings.append("the next start fails: \(error)")
    }
    return findings
  }
}
