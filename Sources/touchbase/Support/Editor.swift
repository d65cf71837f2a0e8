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
      try ChildProcess.run(command, arguments: arguments(path, line: line))
    }
    guard ending.status == 0 else {
      throw CommandFailure(
        .attention,
        "the editor '\(command)' ended with status \(ending.status)",
        hints: ["the draft is as the editor left it; set another editor with EDITOR=…"]
      )
    }
  }

  private func arguments(_ path: String, line: Int) -> [String] {
    switch program {
    case "vi", "vim", "nvim", "gvim", "nano", "pico", "emacs", "emacsclient", "joe", "jed", "mg",
      "micro", "kak", "ne", "mcedit":
      ["+\(line)", path]
    case "code", "codium", "code-insiders":
      ["--goto", "\(path):\(line)"]
    case "hx", "helix", "subl":
      ["\(path):\(line)"]
    default:
      [path]
    }
  }

  private var program: String {
    let word = command.split(separator: " ").first ?? ""
    return String(word.split(separator: "/").last ?? "")
  }
}
