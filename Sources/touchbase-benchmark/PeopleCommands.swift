#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The commands that read or write everybody, over a workspace of so many people.
struct PeopleCommands {
  let program: String
  let people: Int
  let rounds: Int
  let folder: BenchmarkFolder

  /// One command's figures: the median of its times, and the most memory of all its runs.
  struct Figure {
    let name: String
    let seconds: Double
    /// In bytes.
    let memory: Int
  }

  private var workspace: String { "\(folder.path)/w\(people)" }

  /// Imports the people once and runs the commands in turn.
  func figures() throws -> [Figure] {
    let list = try folder.write(PeopleSample(count: people).linkedIn, to: "\(people).csv")
    _ = try run(["init", workspace, "--name", "Sam Rivera", "--email", "sam@example.org"], in: nil)
    let imported = try run(["import", list])
    // Files that changed within the last seconds are read anew in any case.
    sleep(3)
    var runs: [[ProcessUsage]] = [[], [], [], []]
    for _ in 0..<rounds {
      for (index, command) in [["contact", "list"], ["plan"]].enumerated() {
        try folder.shell("rm -rf \"$1\"/w\(people)/.touchbase")
        runs[index].append(try run(command))
        runs[index + 2].append(try run(command))
      }
    }
    let again = try run(["import", list])
    let names = ["contact list, no index", "plan, no index", "contact list", "plan"]
    return [figure("import", [imported])] + zip(names, runs).map(figure)
      + [figure("import again", [again])]
  }

  private func figure(_ name: String, _ runs: [ProcessUsage]) -> Figure {
    let times = runs.map { $0.wall / .seconds(1) }.sorted()
    return Figure(
      name: name,
      seconds: times[times.count / 2],
      memory: (runs.map(\.peakMemory).max() ?? 0) * 1024
    )
  }

  private func run(_ arguments: [String]) throws -> ProcessUsage {
    try run(arguments, in: workspace)
  }

  private func run(_ arguments: [String], in workspace: String?) throws -> ProcessUsage {
    let place = workspace.map { ["-C", $0] } ?? []
    return try Contestant(program, arguments + place, name: "touchbase").run()
  }
}
