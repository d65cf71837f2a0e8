import ArgumentParser

/// How fast a queue is sent, every promise kept, beside programs that promise less.
struct SendBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Sends a queue to smtp-sink over 1, 2, 4 and 8 connections, in turn with its peers.",
    discussion: """
      touchbase is measured from its start to its end: reading and checking every file of the \
      queue, journal, history and the moves to sent/ among it. smtp-source -d makes its mails up \
      and writes nothing; Python's smtplib sends one text again and again over one connection.
      """
  )

  @Option(help: "How often each is measured.")
  var rounds = 5

  @Option(help: "How many letters are sent each time.")
  var letters = 2000

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard (1...100).contains(rounds), (10...100_000).contains(letters) else {
      throw ValidationError("rounds must be from 1 to 100, and letters from 10 to 100000")
    }
  }

  func run() throws {
    guard let sink = try MailSink() else {
      print("smtp-sink: not here (Debian: postfix)")
      return
    }
    defer { sink.stop() }
    let range = SendRange(
      program: program ?? Startup.builtBeside,
      port: sink.port,
      letters: letters
    )
    defer { range.remove() }
    try range.prepare()
    var times: [SendPeer: [Double]] = [:]
    for _ in 0..<rounds {
      for peer in SendPeer.all {
        guard let seconds = try range.seconds(peer) else { continue }
        times[peer, default: []].append(seconds)
      }
    }
    printTable(times.mapValues { $0.sorted()[$0.count / 2] })
  }

  private func printTable(_ medians: [SendPeer: Double]) {
    print("\(letters) letters of 2 KB to smtp-sink, median of \(rounds), \(Machine.description)")
    var rows = [["connections", "touchbase", "smtp-source -d", "ratio", "smtplib", "ratio"]]
    let python = medians[.smtplib]
    for count in SendPeer.connections {
      guard let ours = medians[.touchbase(count)] else { continue }
      let source = medians[.smtpSource(count)]
      rows.append([
        String(count), rate(ours), source.map(rate) ?? "–", ratio(source, ours),
        count == 1 ? python.map(rate) ?? "–" : "", count == 1 ? ratio(python, ours) : "",
      ])
    }
    for row in TextTable(rows).lines { print(row) }
    let mailmerge = medians[.mailmerge]
    let words = mailmerge.map {
      "\(rate($0)), touchbase \(ratio($0, medians[.touchbase(1)] ?? $0))"
    }
    print("  mailmerge: \(words ?? "not here (PyPI)")")
  }

  private func rate(_ seconds: Double) -> String { "\(Int(Double(letters) / seconds)) /s" }

  private func ratio(_ theirs: Double?, _ ours: Double) -> String {
    theirs.map { "\(Stopwatch.decimal($0 / ours)) ×" } ?? "–"
  }
}

/// Who sends, over how many connections.
enum SendPeer: Hashable {
  case touchbase(Int), smtpSource(Int), smtplib, mailmerge

  static let connections = [1, 2, 4, 8]
  static let all =
    connections.flatMap { [SendPeer.touchbase($0), .smtpSource($0)] } + [.smtplib, .mailmerge]
}
