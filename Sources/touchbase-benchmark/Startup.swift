import ArgumentParser

/// How long it takes from starting a program to its end when it has next to nothing to do.
struct Startup: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts touchbase and its peers many times, in turn, and prints median times."
  )

  @Option(help: "How often each program is started.")
  var rounds = 100

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard (1...100_000).contains(rounds) else {
      throw ValidationError("rounds must be from 1 to 100000, not '\(rounds)'")
    }
  }

  func run() throws {
    let touchbase = Contestant(program ?? Self.builtBeside, ["--help"], name: "touchbase --help")
    let peers = [
      Contestant("/bin/true", [], name: "/bin/true"),
      Contestant("/usr/bin/python3", ["-c", "pass"], name: "python3 -c pass"),
    ]
    let present = [touchbase] + peers.filter { $0.succeeds }
    let medians = try Self.medians(of: present, rounds: rounds)

    print("Start to end, median of \(rounds), in turn:")
    print("  \(touchbase.name)  \(Self.milliseconds(medians[0]))")
    for (peer, median) in zip(present, medians).dropFirst() {
      let ratio = Self.decimal(medians[0] / median)
      print("  \(peer.name)  \(Self.milliseconds(median)); touchbase takes \(ratio) times as long")
    }
    for absent in peers where !present.contains(where: { $0.name == absent.name }) {
      print("  \(absent.name): not here")
    }
  }

  /// Starts each contestant once a round, so that a busy moment of the machine meets all of them.
  private static func medians(of contestants: [Contestant], rounds: Int) throws -> [Duration] {
    var times = [[Duration]](repeating: [], count: contestants.count)
    for contestant in contestants { _ = try contestant.time() }
    for _ in 0..<rounds {
      for (index, contestant) in contestants.enumerated() {
        times[index].append(try contestant.time())
      }
    }
    return times.map { $0.sorted()[rounds / 2] }
  }

  private static func milliseconds(_ time: Duration) -> String {
    decimal(time / .milliseconds(1)) + " ms"
  }

  /// With two digits after the point.
  private static func decimal(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100)." + (fraction.count == 1 ? "0" : "") + fraction
  }

  /// The program that the same build left.
  static var builtBeside: String {
    let own = CommandLine.arguments.first ?? ""
    let folder = own.lastIndex(of: "/").map { own[...$0] } ?? "./"
    return folder + "touchbase"
  }
}
