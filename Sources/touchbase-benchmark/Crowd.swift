#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A workspace of invented people with three notes each, in a folder of its own.
struct Crowd {
  let folder: String
  private let program: String

  /// Makes the workspace; with a history, everybody had a letter every four months of a year.
  init(_ count: Int, program: String, hasHistory: Bool = false) throws {
    self.program = program
    folder = "/tmp/touchbase-benchmark-\(getpid())-\(count)"
    _ = try command(
      ["init", folder, "--name", "Sam Rivera", "--email", "sam@example.org"],
      in: nil
    )
    .run()
    let news = (1...4).map { "- 2026-0\($0 + 5)-12 I planted row number \($0) of the orchard.\n" }
    try write("news.md", news.joined())
    for number in 0..<count { try write("contacts/p\(number).md", Self.person(number)) }
    guard hasHistory else { return }
    let lines = (0..<3 * count).map { Self.letter($0, to: $0 % count) }
    try write("history.jsonl", lines.joined())
  }

  func remove() {
    _ = Contestant("/bin/rm", ["-rf", folder], name: "rm").succeeds
  }

  /// A command on the workspace.
  func command(_ arguments: [String]) -> Contestant { command(arguments, in: folder) }

  private func command(_ arguments: [String], in folder: String?) -> Contestant {
    let place = folder.map { ["TOUCHBASE_HOME=\($0)"] } ?? []
    return Contestant(
      "/usr/bin/env",
      place + ["TOUCHBASE_NOW=2026-11-21T09:00:00Z", program] + arguments,
      name: "touchbase"
    )
  }

  /// How many drafts there are.
  func drafts() throws -> Int {
    guard let listing = opendir("\(folder)/drafts") else { return 0 }
    defer { closedir(listing) }
    var count = 0
    while let entry = readdir(listing) {
      // Hidden files, and the folder and its parent, begin with a point.
      if entry.pointee.d_name.0 != 0x2E { count += 1 }
    }
    return count
  }

  private static let firstNames = [
    "Ada", "Will", "Rose", "Tom", "Marta", "May", "Jean", "Ben", "Lena", "Carl", "Joon", "Nadia",
  ]
  private static let towns = ["Ames", "Decorah", "Omaha", "Lisbon", "Story City", "Cologne"]
  private static let crafts = ["letterpress", "cello", "carpentry", "translation", "bookkeeping"]
  private static let events = [
    "Moved to a house by the river", "Started a course in the evenings", "Sold the old van",
    "Found a job at the library", "Grows beans on the balcony", "Walked along the whole coast",
    "Has a new neighbour with a drum",
  ]

  private static func pick(_ words: [String], _ number: Int) -> String {
    words[number % words.count]
  }

  private static func person(_ number: Int) -> String {
    """
    ---
    name: \(pick(firstNames, number)) Number\(number)
    email: p\(number)@example.net
    groups: [\(number % 3 == 0 ? "professional" : "friends")]
    city: \(pick(towns, number))
    met: the fair of \(1990 + number % 36)
    ---
    - Knows a lot about \(pick(crafts, number)); house number \(number).
    - 2026-0\(1 + number % 9)-1\(number % 10) \(pick(events, number / 7)), number \(number).
    - 2026-10-0\(1 + number % 9) \(pick(events, number / 3)) in \(pick(towns, number / 5)).

    """
  }

  private static func letter(_ number: Int, to person: Int) -> String {
    "{\"at\":\"2026-0\(1 + number * 9 / 240 % 9)-20T09:00:00Z\",\"contacts\":[\"p\(person)\"],"
      + "\"id\":\"letter\(number)\",\"kind\":\"letter\",\"subject\":\"A line\",\"v\":1}\n"
  }

  private func write(_ path: String, _ text: String) throws {
    guard let file = fopen("\(folder)/\(path)", "w") else {
      throw Contestant.Failure(description: "cannot write \(folder)/\(path)")
    }
    defer { fclose(file) }
    fputs(text, file)
  }
}
