import ArgumentParser
import Liquid
import MailMessage

/// How fast letters are rendered, beside other template engines and beside Swift written for the
/// one letter by hand.
struct LiquidBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "liquid",
    abstract: "Renders a letter for a thousand people, in turn with other engines.",
    discussion: """
      The folder holds contacts.json, templates/letter.* and expected/sha256.txt; each engine's \
      thousand letters have to be the expected ones. Engines for Python are measured within Python, \
      with the data as they take it. The limit is Swift that writes this letter and nothing else.
      """
  )

  @Option(help: "The folder of the letter.")
  var data = "../shared/data/letter-benchmark"

  @Option(help: "How often each is measured.")
  var rounds = 7

  @Option(help: "How long each is measured in a round, in milliseconds.")
  var time = 300

  func validate() throws {
    guard (1...1000).contains(rounds), (1...60_000).contains(time) else {
      throw ValidationError("rounds must be from 1 to 1000, and time from 1 to 60000")
    }
  }

  func run() throws {
    let sample = try LetterSample(data)
    var engines: [LetterEngine] = LetterTask.allCases.map { LetterEngine($0.rawValue) }
    var peers = PythonTemplates.names.map { LetterEngine($0) }
    for engine in engines.indices {
      engines[engine].sha256 = SHA256.hexadecimal(try sample.letters(LetterTask.allCases[engine]))
    }
    for _ in 0..<rounds {
      for (index, task) in LetterTask.allCases.enumerated() {
        let seconds = try Stopwatch.seconds(milliseconds: time) { try sample.perform(task) }
        engines[index].rendering.append(seconds / Double(sample.count))
      }
      engines[0].parsing.append(
        try Stopwatch.seconds(milliseconds: time / 4) { try sample.parse() }
      )
      for index in peers.indices {
        let peer = PythonTemplates(name: peers[index].name, folder: data, milliseconds: time)
        guard let figures = try peer.figures() else { continue }
        peers[index].parsing.append(figures.parsing)
        peers[index].rendering.append(figures.rendering)
        peers[index].sha256 = figures.sha256
      }
    }
    printTable(engines, peers, expected: sample.sha256)
  }

  private func printTable(_ own: [LetterEngine], _ peers: [LetterEngine], expected: String) {
    let today = CalendarDay(DateTime(secondsSinceEpoch: Int64(Machine.now)))
    print("Median of \(rounds) rounds of \(time) ms, in turn; \(today); \(Machine.description)")
    let unit = own.first?.median ?? 1
    var rows = [["", "a letter", "of ours", "parse", "letters"]]
    for engine in own + peers where !engine.rendering.isEmpty {
      rows.append([
        engine.name, Stopwatch.shown(engine.median), "\(Stopwatch.decimal(engine.median / unit)) ×",
        engine.parsing.isEmpty ? "–" : Stopwatch.shown(engine.parsing.sorted()[0]),
        engine.name == LetterTask.layout.rawValue
          ? "laid out" : engine.sha256 == expected ? "right" : "WRONG",
      ])
    }
    for row in TextTable(rows).lines { print(row) }
    for peer in peers where peer.rendering.isEmpty { print("  \(peer.name): not here") }
  }
}

/// An engine with its figures, in seconds.
private struct LetterEngine {
  let name: String
  var rendering: [Double] = []
  var parsing: [Double] = []
  var sha256 = ""

  init(_ name: String) {
    self.name = name
  }

  var median: Double { rendering.sorted()[rendering.count / 2] }
}

/// What is measured of a letter in Swift.
enum LetterTask: String, CaseIterable {
  case rendering = "touchbase Liquid"
  case tracing = "the same with origins"
  case layout = "in the layout of letters"
  case handWritten = "Swift by hand"
}
