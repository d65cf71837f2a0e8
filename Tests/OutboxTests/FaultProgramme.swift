import TestSupport
import Testing

/// One step of the outbox's life, tried with a fault at every call to the disk that it makes.
struct FaultProgramme {
  let prepare: (World) throws -> Void
  let act: (World) throws -> Void
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
    for each in Case.all {
      var call = 0
      while true {
        let (isReached, findings) = try tryPoint(each, at: call)
        if !isReached { break }
        points += 1
        broken += findings.map { "\(each), call \(call): \($0)" }
        call += 1
      }
    }
    return (points, broken)
  }

  private func tryPoint(_ each: Case, at call: Int) throws -> (Bool, [String]) {
    let world = try World()
    try prepare(world)
    world.disk.arm(each.fault, at: call)
    // Whether it throws is its own business; what it leaves behind is looked at.
    _ = Result { try act(world) }
    let isReached = world.disk.count > call
    world.disk.disarm()
    if let loss = each.loss {
      world.memory.crash(losing: loss)
      if loss != .nothing { world.boot += 1 }
    }
    var findings = try check(world, each)
    do {
      findings += try world.brokenPromises()
    } catch {
      findings.append("the next start fails: \(error)")
    }
    return (isReached, findings)
  }
}
