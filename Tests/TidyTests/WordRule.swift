/// Words that are not said in certain places, looked for in code alone.
struct WordRule {
  /// A word that is refused, with what to do instead.
  struct Word {
    let text: String
    let instead: String
  }

  let words: [Word]

  /// Libraries take the clock, chance, the environment and their output as parameters.
  static let quietLibraries = WordRule(
    words: [
      "print(", "debugPrint(", "dump(", "fputs(", "readLine(", "FileHandle.",
    ].map { Word(text: $0, instead: "a library does not talk: return a value") }
      + [
        "exit(", "abort(", "fatalError(", "preconditionFailure(",
      ].map { Word(text: $0, instead: "a library does not end the program: throw") }
      + [
        "getenv(", "setenv(", "ProcessInfo.", "CommandLine.",
      ].map { Word(text: $0, instead: "a library does not read the environment: a parameter") }
      + [
        "Date()", "Date.now", "gettimeofday(", "time(nil)", "time(NULL)", "CLOCK_REALTIME",
      ].map { Word(text: $0, instead: "a library does not read the clock: a parameter") }
      + [
        ".random(", ".randomElement(", ".shuffled(", ".shuffle(", "SystemRandomNumberGenerator",
        "UUID()", "arc4random", "getrandom(",
      ].map { Word(text: $0, instead: "a library does not throw dice: a parameter") }
  )

  /// Only DurableFiles touches the disk.
  static let noFiles = WordRule(
    words: [
      "FileManager", "fopen(", "fsync(", "fdatasync(", "rename(", "unlink(", "mkdir(",
      "Data(contentsOf", "String(contentsOf",
    ].map { Word(text: $0, instead: "files are the business of DurableFiles") }
  )

  /// `public` only where something is a product.
  static let packageOnly = WordRule(words: [
    Word(text: "public", instead: "only the products are public: package or internal")
  ])

  func findings(in file: SourceFile) -> [Finding] {
    file.code.enumerated().flatMap { index, line in
      words.filter { Self.says(line, $0.text) }.map {
        file.finding(index, "'\($0.text)': \($0.instead)")
      }
    }
  }

  /// Whether the word stands alone: `print(` is not in `blueprint(`, `file.print(` or `func print(`.
  private static func says(_ line: String, _ word: String) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: word) {
      let before = line[..<range.lowerBound]
      let isWhole = word.hasPrefix(".") || !endsInsideName(before)
      let ends = word.last.map { $0.isLetter } != true || !beginsWithName(line[range.upperBound...])
      if isWhole, ends, !before.hasSuffix("func ") { return true }
      rest = line[range.upperBound...]
    }
    return false
  }

  private static func endsInsideName(_ text: Substring) -> Bool {
    guard let last = text.last else { return false }
    return last.isLetter || last.isNumber || last == "_" || last == "."
  }

  private static func beginsWithName(_ text: Substring) -> Bool {
    guard let first = text.first else { return false }
    return first.isLetter || first.isNumber || first == "_"
  }
}
