import DurableFiles
import FoundationEssentials
import TestSupport

extension TestWorkspace {
  private struct Play: Encodable {
    let command: [String]
    let environment: [String: String]
    let steps: [[String]]
    let closes: Bool
  }

  /// Runs a line of the shell at a terminal of 80 columns and 24 rows, with a person who waits for
  /// words and types keys: `words => keys`.
  ///
  /// What is shown has no editor in it, and line ends as files have them.
  func sit(_ line: String, _ steps: [String]) throws -> (status: Int32, output: String) {
    let place = "stty rows 24 cols 80; cd \"$1\" || exit; PATH=$2:$PATH\n"
    let typed = steps.map { $0.components(separatedBy: " => ") }
    let play = Play(
      command: ["/bin/sh", "-c", place + line, "sh", root, FilePath.parent(of: program.path)],
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": root, "TERM": "xterm", "LANG": "C.UTF-8",
        "NO_COLOR": "1", "TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "TZ": "UTC",
      ],
      steps: typed.map { [$0[0], Self.keys($0.count > 1 ? $0[1] : "")] },
      closes: steps.last?.hasSuffix("<close>") == true
    )
    let driver = FilePath.parent(of: #filePath) + "/Fixtures/terminal.py"
    let run = try CommandRun("python3", driver, input: Array(JSONEncoder().encode(play)))
    let shown = String(decoding: run.output, as: UTF8.self)
    return (run.status, Self.withoutEditors(shown.replacing("\r\n", with: "\n")))
  }

  private static func keys(_ words: String) -> String {
    let names = [
      "<cr>": "\r", "<esc>": "\u{1B}", "<c-c>": "\u{3}", "<c-d>": "\u{4}", "<c-o>": "\u{F}",
      "<c-x>": "\u{18}", "<c-k>": "\u{B}", "<close>": "",
    ]
    return names.reduce(words) { $0.replacing($1.key, with: $1.value) }
  }

  /// What an editor leaves to put the terminal in order.
  ///
  /// Source: ECMA-48 §5.4.
  private static func withoutSequences(_ text: String) -> Substring {
    let isEnd: (Character) -> Bool = { $0 == "\r" || $0 == "\n" }
    var rest = text.drop(while: isEnd)
    while rest.hasPrefix("\u{1B}[") || rest.hasPrefix("\u{1B}=") || rest.hasPrefix("\u{1B}>") {
      let isLong = rest.dropFirst().first == "["
      rest = rest.dropFirst(2)
      if isLong { rest = rest.drop { !$0.isLetter && $0 != "~" }.dropFirst() }
      rest = rest.drop(while: isEnd)
    }
    return rest
  }

  /// An editor shows itself on the alternate screen.
  ///
  /// Source: XTerm Control Sequences, "Functions using CSI", DECSET 1049.
  private static func withoutEditors(_ shown: String) -> String {
    let pieces = shown.replacing("\u{1B}[?2004h", with: "")
      .components(separatedBy: "\u{1B}[?1049h")
    return pieces.dropFirst().reduce(pieces[0]) { all, piece in
      let behind = piece.components(separatedBy: "\u{1B}[?1049l").dropFirst().last ?? ""
      return all + "(the editor)\n" + withoutSequences(behind)
    }
  }
}
