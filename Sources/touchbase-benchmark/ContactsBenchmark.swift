import ArgumentParser

/// How fast lists of people are read, taken in and looked at.
struct ContactsBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contacts",
    abstract: "Reads, imports, lists and plans many people, beside Python's csv and vobject.",
    discussion: """
      Python gives each record as a dictionary or a tree. Ours gives records; then people, with \
      names, addresses, dates and notes understood and those who are there twice found. The commands \
      are measured from start to end; an import ends when every file is on the disk.
      """
  )

  @Option(help: "How often each is measured.")
  var rounds = 3

  @Option(help: "How many people the commands have; may be given several times.")
  var people = [3000, 30_000]

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard (1...100).contains(rounds), people.allSatisfy((1...100_000).contains) else {
      throw ValidationError("rounds must be from 1 to 100, and people from 1 to 100000")
    }
  }

  func run() throws {
    let folder = try BenchmarkFolder()
    defer { folder.remove() }
    print("Median of \(rounds) rounds, in turn; \(Machine.description)")
    try printParsing(folder)
    try printCommands(folder)
  }

  private func printParsing(_ folder: BenchmarkFolder) throws {
    var rows = [["", "records", "people", "Python", "ratio", "of people"]]
    for result in try ParsingRace(rounds: rounds).results(in: folder) {
      let ratio = { (own: Double) in
        result.python.map { "\(Stopwatch.decimal($0 / own)) ×" } ?? "–"
      }
      rows.append([
        "\(result.name), \(result.peer)", result.records.map(Stopwatch.shown) ?? "–",
        Stopwatch.shown(result.people), result.python.map(Stopwatch.shown) ?? "not here",
        result.records.map(ratio) ?? "–", ratio(result.people),
      ])
    }
    for row in TextTable(rows).lines { print(row) }
  }

  private func printCommands(_ folder: BenchmarkFolder) throws {
    let figures = try people.map {
      try PeopleCommands(
        program: program ?? Startup.builtBeside,
        people: $0,
        rounds: rounds,
        folder: folder
      ).figures()
    }
    var rows = [[""] + people.flatMap { ["\($0) people", "each", "memory"] }]
    for index in figures.first?.indices ?? 0..<0 {
      rows.append(
        [figures[0][index].name]
          + zip(people, figures).flatMap { count, figures in
            let figure = figures[index]
            return [
              Stopwatch.decimal(figure.seconds) + " s",
              Stopwatch.shown(figure.seconds / Double(count)), "\(figure.memory / 1_000_000) MB",
            ]
          }
      )
    }
    for row in TextTable(rows).lines { print(row) }
  }
}
