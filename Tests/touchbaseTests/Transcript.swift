import DurableFiles
import TestSupport

/// A conversation with the shell in a workspace: what is typed, and what then stands on the screen.
///
/// ```
/// ## a remark, kept as it is
/// $ touchbase check
/// what it writes to standard output and standard error, in the order in which it comes
/// [exit 1]
/// $ printf '%s\n' 'a command' |
/// > cat
/// % EDITOR=vim touchbase review
/// * q quit => y
/// ```
///
/// Behind `%` stands a command at a terminal, and behind each `*` the words on its screen that are
/// waited for, and the keys typed then: `<cr>`, `<esc>`, `<c-c>`, `<c-d>`; `<close>` closes the window.
/// What an editor shows is left out.
///
/// The exit status is shown when it is not 0, and a control character as `<1B>`.
struct Transcript {
  private enum Part {
    case remark(Substring)
    case command([Substring])
    case sitting(Substring, steps: [Substring])
  }

  private let parts: [Part]

  /// Reads what is typed; what was shown is left out, since it is to be found out.
  init(_ text: String) {
    var parts: [Part] = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("## ") {
        parts.append(.remark(line))
      } else if line.hasPrefix("$ ") {
        parts.append(.command([line.dropFirst(2)]))
      } else if line.hasPrefix("% ") {
        parts.append(.sitting(line.dropFirst(2), steps: []))
      } else if line.hasPrefix("* "), case .sitting(let command, let steps) = parts.last {
        parts[parts.count - 1] = .sitting(command, steps: steps + [line.dropFirst(2)])
      } else if line.hasPrefix("> "), case .command(let lines) = parts.last {
        parts[parts.count - 1] = .command(lines + [line.dropFirst(2)])
      }
    }
    self.parts = parts
  }

  /// Types everything in a workspace and returns the whole conversation.
  func played(in workspace: TestWorkspace) throws -> String {
    var screen = ""
    for part in parts {
      switch part {
      case .remark(let line): screen += "\(screen.isEmpty ? "" : "\n")\(line)\n"
      case .command(let lines):
        screen += "$ " + lines.joined(separator: "\n> ") + "\n"
        let run = try workspace.shell(lines.joined(separator: "\n"))
        screen += Self.shown(run.output, root: workspace.root)
        if run.status != 0 { screen += "[exit \(run.status)]\n" }
      case .sitting(let command, let steps):
        screen += "% \(command)\n" + steps.map { "* \($0)\n" }.joined()
        let run = try workspace.sit(String(command), steps.map(String.init))
        screen += Self.shown(run.output, root: workspace.root)
        if run.status != 0 { screen += "[exit \(run.status)]\n" }
      }
    }
    return screen
  }

  /// The output as text that a file can hold, the same wherever the workspace is.
  private static func shown(_ output: String, root: String) -> String {
    let text = output.replacing(root, with: "WORKSPACE")
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar != "\n", scalar.properties.generalCategory == .control {
        shown.append(
          contentsOf: "<\(String(scalar.value, radix: 16, uppercase: true))>".unicodeScalars
        )
      } else {
        shown.append(scalar)
      }
    }
    return shown.isEmpty || shown.last == "\n" ? String(shown) : String(shown) + "\n"
  }
}
