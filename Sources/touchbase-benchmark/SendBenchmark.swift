import ArgumentParser

/// How fast a queue is sent, every promise kept, beside programs that promise less.
struct SendBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "send",
    abstract: "Sends a queue to smtp-sink over 1, 2, 4 and 8 connections, in turn with its peers.",
    discussion: """
      touchbase is measured from its start to its end: reading and checking every file of the \
      queue, journal, history and the moves to sent/ among it. smtp-source -d makes its mails up \
      and writes nothing; Python's smtplib sends one text again and again over one connection. \
      Then the same queue goes to a server that waits before each reply.
      """
  )

  @Option(help: "How often each is measured.")
  var rounds = 5

  @Option(help: "How many letters are sent each time.")
  var letters = 2000

  @Option(help: "How many letters go to the server that waits; 0 to leave it out.")
  var delayedLetters = 320

  @Option(help: "How many milliseconds that server waits before each reply.")
  var delay = 20

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard (1...100).contains(rounds), (10...100_000).contains(letters) else {
      throw ValidationError("rounds must be from 1 to 100, and letters from 10 to 100000")
    }
    guard (0...10_000).contains(delayedLetters), (1...1000).contains(delay) else {
      throw ValidationError("delayed letters must be at most 10000, and the delay 1 to 1000")
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
    try range.prepareMailmerge()
    var times: [SendPeer: [Double]] = [:]
    for _ in 0..<rounds {
      for peer in SendPeer.all {
        guard let seconds = try peer.seconds(on: range) else { continue }
        times[peer, default: []].append(seconds)
      }
    }
    printTable(times.mapValues { $0.sorted()[$0.count / 2] })
    if delayedLetters > 0 { try measureDelayed() }
  }

  private func printTable(_ medians: [SendPeer: Double]) {
    print("\(letters) letters of 2 KB to smtp-sink, median of \(rounds), \(Machine.description)")
    var rows = [
      ["connections", "touchbase", "smtp-source -d", "ratio", "floor", "ratio", "smtplib", "ratio"]
    ]
    let python = medians[.smtplib]
    for count in SendPeer.connections {
      guard let ours = medians[.touchbase(count)] else { continue }
      let source = medians[.smtpSource(count)]
      let floor = medians[.floor(count)]
      rows.append([
        String(count), rate(ours), source.map(rate) ?? "–", ratio(source, ours),
        floor.map(rate) ?? "–", ratio(floor, ours),
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

  /// With a server that is far away, connections do what they are for.
  private func measureDelayed() throws {
    guard let server = try DelayedServer(milliseconds: delay) else {
      print("python3: not here, so no server that waits")
      return
    }
    defer { server.stop() }
    let range = SendRange(
      program: program ?? Startup.builtBeside,
      port: server.port,
      letters: delayedLetters,
      name: "delayed"
    )
    defer { range.remove() }
    try range.prepare()
    print("\(delayedLetters) letters to a server that waits \(delay) ms before each reply")
    var rows = [["connections", "touchbase", "÷ connections ÷ one connection's"]]
    var single = 0.0
    for count in SendPeer.connections {
      try range.refill()
      let seconds = try range.send(over: count).wall / .seconds(1)
      if count == 1 { single = seconds }
      let share = Stopwatch.decimal(single / seconds / Double(count))
      let tenths = Stopwatch.decimal(Double(delayedLetters) / seconds)
      rows.append([String(count), "\(tenths) /s", share])
    }
    for row in TextTable(rows).lines { print(row) }
  }

  private func rate(_ seconds: Double) -> String { "\(Int(Double(letters) / seconds)) /s" }

  private func ratio(_ theirs: Double?, _ ours: Double) -> String {
    theirs.map { "\(Stopwatch.decimal($0 / ours)) ×" } ?? "–"
  }
}
