/// Questions to the person at the terminal.
struct Prompt {
  let output: Output

  /// A line behind `> `; nil when nobody is there any more.
  ///
  /// What was typed before the question stood there counts only where several lines are asked for.
  func line(isFirst: Bool = false) -> String? {
    if isFirst { Terminal.flushInput() }
    output.part("> ")
    guard let line = Terminal.readLine() else {
      output.line()
      return nil
    }
    return String(line.drop { $0 == " " }.reversed().drop { $0.isWhitespace }.reversed())
  }

  /// One of the keys that the words name; nil when nobody is there any more.
  ///
  /// What was typed before the question stood there does not count. Enter is `\n`.
  func key(_ words: String, among keys: String) -> Character? {
    output.line(words)
    Terminal.flushInput()
    while let key = Terminal.readKey() {
      if key == "\u{3}" || key == "\u{4}" { return nil }
      let typed: Character = key == "\r" ? "\n" : key
      if keys.contains(typed) { return typed }
    }
    return nil
  }

  /// Yes or no, or what Enter says; nil when nobody is there any more.
  func yes(_ question: String, orElse usual: Bool) -> Bool? {
    let choice = usual ? "[Y/n]" : "[y/N]"
    return key("\(question)  \(choice)", among: "yYnN\n").map { key in
      key == "\n" ? usual : key == "y" || key == "Y"
    }
  }
}
