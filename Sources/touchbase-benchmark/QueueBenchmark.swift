import ArgumentParser

/// What long queues take: approving them, the memory of sending them, and the start beside all that
/// was ever sent.
struct QueueBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "queue",
    abstract: "Approves and sends long queues, and starts beside all that was ever sent.",
    discussion: """
      The system's part of approving grows where thousands of files were deleted on the same disk \
      within the last minutes, those of an earlier run for example.
      """
  )

  @Option(help: "How many drafts are approved at once.")
  var drafts = 10_000

  @Option(help: "How many letters are in the queue whose sending is watched.")
  var letters = 30_000

  @Option(help: "How many letters were ever sent when the start is measured.")
  var sent = 100_000

  @Option(help: "How often approving is measured.")
  var approvals = 5

  @Option(help: "How often the start is measured.")
  var rounds = 21

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    let counts = [drafts, letters, sent, approvals, rounds]
    guard counts.allSatisfy((1...1_000_000).contains), drafts <= letters else {
      throw ValidationError("counts must be from 1 to 1000000, and drafts not above letters")
    }
  }

  func run() throws {
    guard let sink = try MailSink() else {
      print("smtp-sink: not here (Debian: postfix)")
      return
    }
    defer { sink.stop() }
    print(Machine.description)
    let approving = (1...approvals).map { self.range("approving-\($0)", sink) }
    let range = self.range("queue", sink)
    defer { for range in approving + [range] { range.remove() } }
    try measureApproving(approving)
    try range.makeWorkspace()
    var starts = [try start(of: range)]
    try measureFirst(range)
    var count = letters
    while count < sent {
      let next = min(count + letters, sent)
      try approve(count..<next, range)
      _ = try range.send(over: 4)
      count = next
    }
    starts.append(try start(of: range))
    for (count, time) in zip([0, count], starts) {
      print("touchbase send of an empty queue beside \(count) sent letters: \(time)")
    }
  }

  private func range(_ name: String, _ sink: MailSink) -> SendRange {
    SendRange(
      program: program ?? Startup.builtBeside,
      port: sink.port,
      letters: letters,
      name: name
    )
  }

  /// Approves drafts of which another command has read the people before, as it is in any real hour.
  ///
  /// Each time they are others, and all are kept to the end: where thousands of files were just
  /// deleted, ext4 takes longer to find room for a new one than all the rest of its making.
  private func measureApproving(_ ranges: [SendRange]) throws {
    let usages = try ranges.map { range in
      try range.makeWorkspace()
      return try range.approve(0..<drafts, afterCheck: true)
    }
    let middle = usages.sorted { $0.processor < $1.processor }[usages.count / 2]
    print("\(drafts) drafts approved after a check: \(words(middle))")
  }

  /// Approves and sends the first letters, and tells what that takes.
  private func measureFirst(_ range: SendRange) throws {
    let first = try range.approve(0..<drafts)
    print("\(drafts) drafts approved as they were written: \(words(first))")
    try approve(drafts..<letters, range)
    let sending = try range.send(over: 4)
    print("\(letters) letters sent over 4 connections: \(words(sending))")
  }

  private func approve(_ numbers: Range<Int>, _ range: SendRange) throws {
    for first in stride(from: numbers.lowerBound, to: numbers.upperBound, by: drafts) {
      _ = try range.approve(first..<min(first + drafts, numbers.upperBound))
    }
  }

  private func start(of range: SendRange) throws -> String {
    let times = try (0..<rounds).map { _ in try range.send(over: 1).wall / .seconds(1) }
    return Stopwatch.shown(times.sorted()[rounds / 2])
  }

  private func words(_ usage: ProcessUsage) -> String {
    let times = [usage.processor, usage.own, usage.system, usage.wall].map {
      Stopwatch.decimal($0 / .seconds(1))
    }
    return "\(times[0]) s of processor time (\(times[1]) its own, \(times[2]) the system's), "
      + "\(times[3]) s in all, at most \(usage.peakMemory / 1024) MB"
  }
}
