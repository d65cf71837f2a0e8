import ArgumentParser

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// How long the checks take: all drafts against each other and the letters of the last weeks.
struct CheckBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks 80, 3,000 and 30,000 drafts against each other and as many sent letters.",
    discussion: """
      Everything is measured as whole processes, with the reading of every file. The people have \
      three notes each, and a letter each that was sent in the last thirty days.
      """
  )

  @Option(help: "How many people the largest workspace has.")
  var people = 30_000

  @Option(help: "How often each is measured; the smallest time counts.")
  var rounds = 3

  @Argument(help: "The touchbase to measure; the one built beside this program by default.")
  var program: String?

  func validate() throws {
    guard (1...20).contains(rounds), (100...100_000).contains(people) else {
      throw ValidationError("rounds must be from 1 to 20, and people from 100 to 100000")
    }
  }

  func run() throws {
    try Self.report(program: program ?? Startup.builtBeside, people: people, rounds: rounds)
  }

  /// Measures and prints; says so where Python is not here, which makes the workspaces.
  static func report(program: String, people: Int, rounds: Int) throws {
    print("check, best of \(rounds), \(Machine.description)")
    var rows = [["people", "command", "time", "memory", "a word"]]
    for count in [80, people / 10, people] {
      let range = CheckRange(program: program, people: count)
      defer { range.remove() }
      guard let words = try range.prepare() else {
        print("python3: not here")
        return
      }
      let all = try range.best(of: rounds, .all)
      let perWord = all.seconds / Double(words)
      rows.append([
        "\(count)", "check", shown(all), "\(all.megabytes) MB", Stopwatch.shown(perWord),
      ])
      let one = try range.best(of: rounds, .one)
      rows.append(["", "check NAME", shown(one), "\(one.megabytes) MB", ""])
      guard count == 80 else { continue }
      let review = try range.best(of: rounds, .review)
      rows.append(["", "review, to its first screen", shown(review), "", ""])
    }
    for row in TextTable(rows).lines { print(row) }
  }

  private static func shown(_ usage: CheckRange.Usage) -> String {
    Stopwatch.shown(usage.seconds)
  }
}

/// A workspace with drafts and sent letters, and the commands that check them.
struct CheckRange {
  let program: String
  let people: Int
  private let folder: String

  init(program: String, people: Int) {
    let absolute = realpath(program, nil)
    self.program = absolute.map { String(cString: $0) } ?? program
    free(absolute)
    self.people = people
    folder = "/tmp/touchbase-benchmark-\(getpid())-\(people)"
  }

  /// What a command took.
  struct Usage {
    let seconds: Double
    let megabytes: Int
  }

  /// What is measured.
  enum Command {
    case all, one, review
  }

  /// Makes the workspace.
  ///
  /// - Returns: How many words its letters have; nil where Python is not here.
  func prepare() throws -> Int? {
    let arguments = ["-c", Self.preparation, folder, String(people)]
    let output = try ProgramOutput.text(of: ["python3"] + arguments)
    return output.flatMap { Int($0.filter(\.isWholeNumber)) }
  }

  func remove() {
    _ = Contestant("/bin/rm", ["-rf", folder], name: "rm").succeeds
  }

  func best(of rounds: Int, _ command: Command) throws -> Usage {
    var usages: [Usage] = []
    for _ in 0..<rounds { usages.append(try usage(command)) }
    return Usage(
      seconds: usages.map(\.seconds).min() ?? 0,
      megabytes: usages.map(\.megabytes).max() ?? 0
    )
  }

  private func usage(_ command: Command) throws -> Usage {
    let words: [String] =
      switch command {
      case .all: ["/bin/sh", "-c", Self.checking, "sh", program, folder]
      case .one: ["/bin/sh", "-c", Self.checking, "sh", program, folder, "p7"]
      case .review: ["/usr/bin/env", "python3", "-c", Self.reviewing, program, folder]
      }
    let clock = ContinuousClock()
    let start = clock.now
    if case .review = command {
      let output = try ProgramOutput.text(of: words) ?? ""
      let microseconds = Double(output.filter(\.isWholeNumber)) ?? 0
      return Usage(seconds: microseconds / 1e6, megabytes: 0)
    }
    let process = try Contestant(words[0], Array(words.dropFirst()), name: "check").begin()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) == -1 {
      guard errno == EINTR else { break }
    }
    guard status == 0 else { throw Contestant.Failure(description: "check failed") }
    let elapsed = start.duration(to: clock.now) / .seconds(1)
    #if canImport(Darwin)
    return Usage(seconds: elapsed, megabytes: usage.ru_maxrss / 1_000_000)
    #else
    return Usage(seconds: elapsed, megabytes: usage.ru_maxrss / 1000)
    #endif
  }

  /// Status 1 says that something blocks, as something does.
  private static let checking = """
    program=$1; folder=$2; shift 2
    export TOUCHBASE_NOW=2026-11-21
    "$program" -C "$folder" check "$@"; [ $? -le 1 ]
    """

  /// Prints the microseconds from the start to the line of keys.
  private static let reviewing = """
    import os, pty, sys, time
    start = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
      os.environ.update(TOUCHBASE_NOW="2026-11-21", EDITOR="true", TERM="dumb")
      os.execv(sys.argv[1], [sys.argv[1], "-C", sys.argv[2], "review"])
    seen = b""
    while b"q quit" not in seen:
      seen += os.read(terminal, 4096)
    print(int((time.perf_counter() - start) * 1e6))
    os.write(terminal, b"q")
    os.close(terminal)
    os.waitpid(child, 0)
    """
}

extension CheckRange {
  /// Writes people, drafts, and letters sent in the last weeks, the same every time.
  ///
  /// It prints how many words the letters have.
  private static let preparation = """
    import base64, hashlib, json, os, random, sys
    folder, people = sys.argv[1], int(sys.argv[2])
    dice = random.Random(2026)
    sounds = [a + b for a in "b d f g h k l m n p r s t w".split() for b in "a e i o u".split()]
    vocabulary = ["".join(dice.choices(sounds, k=dice.choice((1, 2, 2, 3, 3, 4)))) for _ in range(8000)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    pool = iter(())
    def words(count):
      global pool
      out = []
      while len(out) < count:
        word = next(pool, None)
        if word is None:
          pool = iter(dice.choices(vocabulary, weights, k=1_000_000))
        else:
          out.append(word)
      return out
    def sentence(count):
      return " ".join(words(count)).capitalize() + "."
    def wrapped(text):
      lines, line = [], ""
      for word in text.split():
        if len(line) + len(word) > 75:
          lines.append(line)
          line = ""
        line += (" " if line else "") + word
      return "\\n".join(lines + [line])
    def write(path, text):
      with open(os.path.join(folder, path), "w") as file:
        file.write(text)
    news = [sentence(12) for _ in range(2)]
    for path in ("contacts", "drafts", "outbox/queue", "outbox/held", "outbox/sent/2026/11", ".touchbase"):
      os.makedirs(os.path.join(folder, path))
    write("touchbase.yaml", "version: 1\\nme: { name: Sam Rivera, email: sam@example.org }\\n")
    write("news.md", "".join(f"- 2026-11-01 {line}\\n" for line in news))
    total = 0
    def letter(number, id):
      global total
      own = "\\n\\n".join(wrapped(" ".join(sentence(dice.randint(8, 16)) for _ in range(4))) for _ in range(2))
      text = f"Hi P{number},\\n\\n{own}\\n\\n{wrapped(' '.join(news))}\\n\\nWhat else is new with you?\\n\\nAll the best,\\nSam"
      total += len(text.split())
      return (f"From: Sam Rivera <sam@example.org>\\nTo: P{number} Q{number} <p{number}@example.net>\\n"
        f"Subject: {sentence(3)[:-1]} {number}\\nX-Touchbase-Draft: {id}\\nX-Touchbase-Contact: p{number}\\n"
        f"X-Touchbase-Template: catch-up\\nX-Touchbase-Used: note 4be1\\nX-Touchbase-Written: 00000000\\n\\n"
        f"{text}\\n\\n# ------------------------ >8 ------------------------\\n"
        f"# Yours only: this line and everything below are never sent.\\n# {sentence(12)}\\n# {sentence(9)}\\n")
    journal = ["touchbase journal 1 machine unknown"]
    def note(text):
      journal.append(text + " #" + hashlib.sha256(text.encode()).hexdigest()[:8])
    history = []
    for number in range(people):
      facts = "".join(f"- 2026-0{1 + n * 3}-10 {sentence(10)}\\n" for n in range(3))
      company = vocabulary[dice.randint(500, 7999)].capitalize()
      write(f"contacts/p{number}.md", f"---\\nname: P{number} Q{number}\\nemail: p{number}@example.net\\norganization: {company}\\n---\\n{facts}")
      write(f"drafts/2026-11-p{number}.eml", letter(number, f"d{number}"))
      id, other = f"s{number}", (number * 7 + 1) % people
      source = letter(other, id)
      block = (f"X-Touchbase-Format: 1\\r\\nX-Touchbase-Draft: {id}\\r\\nX-Touchbase-Contact: p{other}\\r\\n"
        f"X-Touchbase-Sender: sam@example.org\\r\\nX-Touchbase-Recipient: p{other}@example.net\\r\\n"
        f"X-Touchbase-Subject: Hello\\r\\nX-Touchbase-Message-ID: <{id}@example.org>\\r\\n")
      coded = base64.b64encode(source.encode()).decode()
      parts = [coded[:56]] + [coded[at:at + 76] for at in range(56, len(coded), 76)]
      block += "X-Touchbase-Source: " + "\\r\\n ".join(parts) + "\\r\\n"
      body = f"Message-ID: <{id}@example.org>\\r\\nSubject: Hello\\r\\n\\r\\n" + source.split("\\n\\n", 1)[1].replace("\\n", "\\r\\n")
      digest = hashlib.sha256((block + body).encode()).hexdigest()
      with open(os.path.join(folder, f"outbox/sent/2026/11/{id}.eml"), "w", newline="") as file:
        file.write(block + f"X-Touchbase-SHA256: {digest}\\r\\n" + body)
      at = f"2026-11-{1 + number % 12:02d}T09:00:00Z"
      note(f"{at} QUEUED {id} {digest}")
      note(f"{at} SENT {id} 250 2.0.0 Ok")
      history.append(json.dumps({"at": at, "contacts": [f"p{other}"], "id": id, "kind": "letter", "v": 1}))
    write("outbox/journal", "\\n".join(journal) + "\\n")
    write("history.jsonl", "\\n".join(history) + "\\n")
    print(total)
    """
}
