/// The person's own editor, opened on one file.
struct Editor: Sendable {
  let command: String

  /// The first of `$VISUAL`, `$EDITOR`, git's editor and nano; never an unexplained vi.
  ///
  /// - Throws: `CommandFailure` when there is none of them.
  static func chosen(environment: [String: String]) throws -> Editor {
    for name in ["VISUAL", "EDITOR"] {
      if let command = environment[name], !command.isEmpty { return Editor(command: command) }
    }
    let git = try ChildProcess.run("git config --get core.editor 2>/dev/null", capture: true)
    let line = String(decoding: git.output.prefix { $0 != 0x0A }, as: UTF8.self)
    if git.status == 0, !line.isEmpty { return Editor(command: line) }
    if try ChildProcess.run("command -v nano >/dev/null 2>&1").status == 0 {
      return Editor(command: "nano")
    }
    throw CommandFailure(
      .configuration,
      "there is no editor to write with",
      hints: ["set one for this and other programs, for example: export EDITOR=nano"]
    )
  }

  /// Opens the file at a line and waits until the editor is closed.
  ///
  /// - Throws: `CommandFailure` when the editor could not be started or failed; the file is then
  ///   as the editor left it.
  func open(_ path: String, line: Int) throws(CommandFailure) {
    let ending = try Terminal.restored { () throws(CommandFailure) in
      try ChildProcess.run(waiting, arguments: arguments(path, line: line))
    }
    guard ending.status == 0 else { throw failure(ending.status) }
  }

  /// Source: POSIX, "Shell Command Language", 2.8.2: 126 and 127 are commands that cannot be run.
  private func failure(_ status: Int32) -> CommandFailure {
    switch status {
    case 127:
      CommandFailure(
        .configuration,
        "there is no editor '\(command)'",
        hints: ["set one that is there, for example: export EDITOR=nano"]
      )
    case 126:
      CommandFailure(
        .configuration,
        "the editor '\(command)' cannot be run",
        hints: ["set one that can, for example: export EDITOR=nano"]
      )
    case 129...:
      CommandFailure(.attention, "the editor '\(command)' was ended by signal \(status - 128)")
    default: CommandFailure(.attention, "the editor '\(command)' ended with status \(status)")
    }
  }

  private func arguments(_ path: String, line: Int) -> [String] {
    switch program {
    case "nano":
      // A paragraph is one line of the file; nano would show its beginning only.
      ["--softwrap", "+\(line)", path]
    case "vi", "vim", "nvim", "gvim", "pico", "emacs", "emacsclient", "joe", "jed", "mg",
      "micro", "kak", "ne", "mcedit", "gedit", "gnome-text-editor":
      ["+\(line)", path]
    case "code", "codium", "code-insiders", "cursor":
      ["--goto", "\(path):\(line)"]
    case "hx", "helix", "subl", "zed":
      ["\(path):\(line)"]
    case "kate":
      ["--line", "\(line)", path]
    default:
      [path]
    }
  }

  /// The command; a program with windows of its own is told to wait until the file is closed.
  private var waiting: String {
    let words = command.split(separator: " ")
    switch program {
    case "code", "codium", "code-insiders", "cursor", "subl", "zed", "gedit":
      return words.contains("--wait") || words.contains("-w") ? command : command + " --wait"
    case "gvim":
      return words.contains("-f") || words.contains("--nofork") ? command : command + " -f"
    case "kate":
      return words.contains("-b") || words.contains("--block") ? command : command + " --block"
    default:
      return command
    }
  }

  private var program: String {
    let word = command.split(separator: " ").first ?? ""
    return String(word.split(separator: "/").last ?? "")
  }
}
