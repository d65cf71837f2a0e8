import DurableFiles
import FoundationEssentials
import TestSupport
import Testing

/// What stands in a real terminal's window, editors included: pictures of tmux, kept as golden files.
///
/// ```
/// @ 80x24
/// $ touchbase draft ada
/// % EDITOR=nano touchbase review ada
/// * [[ => C-k The	Space lamp
/// = 60x20
/// ```
/// `@` is the window's size, `$` a command of the shell before it, `%` the command in the window; at
/// each `*` words are waited for, the window is shown, and then the keys are typed, by tmux's names
/// and separated by two blanks. `=` makes the window another size. `UPDATE_GOLDEN=1` rewrites the
/// files and fails.
@Suite(
  .enabled(if: CommandRun.find("python3") != nil && CommandRun.find("tmux") != nil, "needs tmux")
)
struct WindowTests {
  private static let folder = FilePath.parent(of: #filePath) + "/Fixtures"
  private static let names: [String] = {
    let names = Result { try PosixFileSystem().list(folder + "/windows") }
    return ((try? names.get()) ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }()

  private struct Play: Encodable {
    var command: [String] = []
    var environment: [String: String]
    var columns = 80
    var rows = 24
    let folder: String
    var steps: [[String]] = []
  }

  @Test func `there are windows`() {
    #expect(Self.names.count > 2)
  }

  @Test(arguments: names)
  func `the window shows what the golden file says`(name: String) throws {
    let editor = name.split(separator: "-").first.map(String.init) ?? ""
    guard editor == "plain" || CommandRun.find(editor) != nil else { return }
    let path = "\(Self.folder)/windows/\(name)"
    let files = PosixFileSystem()
    let expected = String(decoding: try files.readFile(path), as: UTF8.self)
    let script = expected.split(separator: "\n").map(String.init)
      .filter { ["@ ", "$ ", "% ", "* ", "= ", "##"].contains(String($0.prefix(2))) }
      .filter { $0 != "## and in the end" }
    let shown = try Self.played(script)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil {
      try files.replaceFile(path, with: Array(shown.utf8))
      Issue.record("rewrote \(name): look at the difference")
    } else {
      #expect(shown == expected)
    }
  }

  private static func played(_ script: [String]) throws -> String {
    let workspace = try TestWorkspace(folder: "people")
    var play = play(workspace)
    for line in script {
      let words = String(line.dropFirst(2))
      switch line.prefix(2) {
      case "$ ": _ = try workspace.shell(words)
      case "% ": play.command = ["/bin/sh", "-c", "cd \(workspace.root); \(words)"]
      case "@ ":
        let size = words.split(separator: "x").compactMap { Int($0) }
        (play.columns, play.rows) = (size[0], size[1])
      case "* ":
        let step = words.components(separatedBy: " => ")
        let keys = step.count > 1 ? step[1].replacing("  ", with: "\t") : ""
        play.steps.append([step[0], keys])
      case "= ": play.steps.append(["resize", words])
      default: break
      }
    }
    let driver = folder + "/window.py"
    let run = try CommandRun("python3", driver, input: Array(JSONEncoder().encode(play)))
    #expect(run.status == 0, "\(run.status) \(run.errors)")
    let screens = try JSONDecoder().decode([[String]].self, from: Data(run.output))
    return text(script, screens, root: workspace.root)
  }

  private static func play(_ workspace: TestWorkspace) -> Play {
    let programs = FilePath.parent(of: workspace.program.path)
    return Play(
      environment: [
        "PATH": "\(programs):/usr/local/bin:/usr/bin:/bin", "HOME": workspace.root,
        "TERM": "screen",
        "LANG": "C.UTF-8", "NO_COLOR": "1", "TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "TZ": "UTC",
        "EDITOR": ":",
      ],
      folder: FilePath.parent(of: workspace.root)
    )
  }

  /// The script with the window behind each line that waited, and the last one at its end.
  private static func text(_ script: [String], _ screens: [[String]], root: String) -> String {
    var screens = screens[...]
    var text = ""
    for line in script {
      text += "\(line)\n"
      guard line.hasPrefix("* "), let screen = screens.popFirst() else { continue }
      text += framed(screen, root: root)
    }
    return text + "## and in the end\n" + screens.map { framed($0, root: root) }.joined()
  }

  private static func framed(_ rows: [String], root: String) -> String {
    rows.enumerated().map { index, row in
      // nano puts its version there, and as much of the whole path as there is room for.
      let isTitle = index == 0 && row.contains(".eml")
      let shown = isTitle ? "(the editor's title)" : row.replacing(root, with: "WORKSPACE")
      return shown.isEmpty ? "|\n" : "| \(shown)\n"
    }.joined()
  }
}
