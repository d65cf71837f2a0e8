import ArgumentParser

/// How long it takes to write the drafts of many people, and how soon a command answers for few.
struct DraftingBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drafting",
    abstract: "Drafts a letter for each of 3,000 and 30,000 people; then every command for 80.",
    discussion: """
      Each is a process of its own, measured from its start to its end: reading the contacts with \
      three notes each, and writing a file for every draft, synced to the disk as always.
      """
  )

  @Option(help: "How many people; several times for several sizes.")
  var people: [Int] = [3000, 30_000]

  @Option(help: "How often each command for 80 people is run.")
  var rounds = 15

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard people.allSatisfy((1...100_000).contains), (1...1000).contains(rounds) else {
      throw ValidationError("people must be from 1 to 100000, rounds from 1 to 1000")
    }
  }

  func run() throws {
    print(Machine.description)
    let program = program ?? Startup.builtBeside
    var rows = [["people", "draft --all", "a draft", "processor", "peak memory"]]
    // Some file systems keep what removed files had from new ones for minutes, and create slowly.
    var crowds: [Crowd] = []
    defer { for crowd in crowds { crowd.remove() } }
    for count in people {
      let crowd = try Crowd(count, program: program)
      crowds.append(crowd)
      let run = try crowd.command(["draft", "--all"]).run()
      let seconds = run.wall / .seconds(1)
      guard try crowd.drafts() == count else {
        throw Contestant.Failure(description: "not everybody has a draft")
      }
      rows.append([
        "\(count)", "\(Stopwatch.decimal(seconds)) s", Stopwatch.shown(seconds / Double(count)),
        "\(Stopwatch.decimal(run.processor / .seconds(1))) s",
        "\(run.peakMemory >> 10) MB",
      ])
    }
    for row in TextTable(rows).lines { print(row) }
    try printCommands(program)
  }

  /// What a person types in the hour, with a year behind it.
  private func printCommands(_ program: String) throws {
    let crowd = try Crowd(80, program: program, hasHistory: true)
    defer { crowd.remove() }
    _ = try crowd.command(["draft"]).run()
    let commands = [
      [], ["plan"], ["draft"], ["queue", "list"], ["contact", "list"],
      ["note", "p7", "has", "a", "new", "bicycle"], ["news", "I", "mended", "the", "gate."],
      ["template", "list"],
    ]
    print("80 people, median of \(rounds)")
    var rows: [[String]] = []
    for command in commands {
      let contestant = crowd.command(command)
      let times = try (0..<rounds).map { _ in try contestant.run().wall / .seconds(1) }
      rows.append([
        (["touchbase"] + command.prefix(2)).joined(separator: " "),
        Stopwatch.shown(times.sorted()[rounds / 2]),
      ])
    }
    for row in TextTable(rows).lines { print(row) }
  }
}
