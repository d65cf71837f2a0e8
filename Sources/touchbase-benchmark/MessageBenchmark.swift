import ArgumentParser
import MailMessage

/// How fast mails are composed and read, beside Python's `email` and the copying of their bytes.
struct MessageBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "message",
    abstract: "Composes and reads mails, in turn with Python's email, and prints median times.",
    discussion: """
      Python does what a script would: EmailMessage, set_content, add_attachment, as_bytes; \
      message_from_bytes, get_body, iter_attachments, get_content. The copy is of the mail's bytes, \
      which nothing that makes or reads all of them can beat.
      """
  )

  @Option(help: "How often each is measured.")
  var rounds = 7

  @Option(help: "How long each is measured in a round, in milliseconds.")
  var time = 200

  func validate() throws {
    guard (1...1000).contains(rounds), (1...60_000).contains(time) else {
      throw ValidationError("rounds must be from 1 to 1000, and time from 1 to 60000")
    }
  }

  func run() throws {
    let samples = try MessageSample.all()
    var times = [[MessageTask: [Double]]](repeating: [:], count: samples.count)
    let python = PythonEmail(milliseconds: time)
    var hasPython = true
    for _ in 0..<rounds {
      for (index, sample) in samples.enumerated() {
        for task in MessageTask.ours {
          let seconds = try Stopwatch.seconds(milliseconds: time) { try sample.perform(task) }
          times[index][task, default: []].append(seconds)
        }
        guard hasPython, let (composing, reading) = try python.seconds(sample) else {
          hasPython = false
          continue
        }
        times[index][.pythonComposing, default: []].append(composing)
        times[index][.pythonReading, default: []].append(reading)
      }
    }
    printTable(samples, times.map { $0.mapValues { $0.sorted()[$0.count / 2] } })
    if !hasPython { print("python3: not here") }
  }

  private func printTable(_ samples: [MessageSample], _ medians: [[MessageTask: Double]]) {
    let today = CalendarDay(DateTime(secondsSinceEpoch: Int64(Machine.now)))
    print("Median of \(rounds) rounds of \(time) ms, in turn; \(today); \(Machine.description)")
    let head = ["", "touchbase", "Python email", "ratio", "copy", "of the copy"]
    var rows = [head]
    for (sample, times) in zip(samples, medians) {
      let pairs: [(String, MessageTask, MessageTask)] = [
        ("compose", .composing, .pythonComposing), ("read", .reading, .pythonReading),
      ]
      for (verb, ours, theirs) in pairs {
        let own = times[ours] ?? 0
        let copy = times[.copying] ?? 0
        rows.append([
          "\(verb) \(sample.name)", Stopwatch.shown(own), times[theirs].map(Stopwatch.shown) ?? "–",
          times[theirs].map { "\(Stopwatch.decimal($0 / own)) ×" } ?? "–", Stopwatch.shown(copy),
          "\(Stopwatch.decimal(own / copy)) ×",
        ])
      }
    }
    for row in TextTable(rows).lines { print(row) }
  }
}

/// What is measured of a mail.
enum MessageTask: Hashable {
  case composing, reading, copying, pythonComposing, pythonReading

  static let ours: [MessageTask] = [.composing, .reading, .copying]
}
