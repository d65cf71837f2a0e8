import DurableFiles
import FoundationEssentials
import TestSupport

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A workspace in a folder of its own, worked on by the built program.
struct TestWorkspace {
  let root: String
  let program: BuiltProgram
  private let files = PosixFileSystem()

  /// Makes a workspace, in a folder of its own unless one is named; `smtp` are the lines below that
  /// key.
  init(
    smtp: [String] = [],
    environment: [String: String] = [:],
    in folder: String? = nil,
    ownWords: String = "0%"
  ) throws {
    root = try (folder ?? ServerFolder.temporary()) + "/workspace"
    program = try BuiltProgram(environment: environment)
    _ = try program.run(["init", root, "--name", "Sam Rivera", "--email", "sam@example.org"])
    // The tests' letters are all alike, which is what the checks are there to stop.
    var lines = ["drafting: { own_words: \(ownWords) }"]
    if !smtp.isEmpty { lines += ["smtp:"] + smtp.map { "  \($0)" } }
    try write("touchbase.yaml", text("touchbase.yaml") + lines.joined(separator: "\n") + "\n")
  }

  /// Makes a workspace with the files of a folder in `Fixtures`, in place of what `init` wrote.
  init(folder: String) throws {
    try self.init()
    let fixtures = FilePath.parent(of: #filePath) + "/Fixtures"
    try CommandRun("cp", "-R", "\(fixtures)/\(folder)/.", root).checked("cp")
  }

  /// Runs a script of the shell in the workspace; the program is called by its name.
  func shell(_ script: String) throws -> BuiltProgram.Result {
    try program.shell(script, in: root)
  }

  /// Runs a command on the workspace.
  func run(_ arguments: String..., input: String = "") throws -> BuiltProgram.Result {
    try program.run(["-C", root] + arguments, input: input)
  }

  /// Runs a command and reads the JSON that it prints.
  func json(_ arguments: String...) throws -> [[String: JSON]] {
    let result = try program.run(["-C", root] + arguments + ["--json"])
    return try JSONDecoder().decode([[String: JSON]].self, from: Data(result.output.utf8))
  }

  func write(_ path: String, _ text: String) throws {
    try files.makeDirectory(FilePath.parent(of: "\(root)/\(path)"))
    try files.replaceFile("\(root)/\(path)", with: Array(text.utf8))
  }

  func bytes(_ path: String) throws -> [UInt8] {
    try files.readFile("\(root)/\(path)")
  }

  func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  func list(_ folder: String) throws -> [String] {
    try files.list("\(root)/\(folder)").sorted()
  }

  /// Waits until something holds, at most twenty seconds; then the test goes on and says what is
  /// wrong.
  func waitUntil(_ holds: () throws -> Bool) throws {
    for _ in 0..<1000 where try !holds() { usleep(20_000) }
  }

  /// Somebody with an address, and a finished draft of a letter to them.
  func addLetter(_ id: String, name: String, email: String, header: String = "") throws {
    try write("contacts/\(id).md", "---\nname: \(name)\nemail: \(email)\n---\n")
    try write("drafts/2026-11-\(id).eml", Self.draft(id, name, email, header: header))
  }

  /// A draft that nothing blocks.
  static func draft(_ id: String, _ name: String, _ email: String, header: String) -> String {
    """
    From: Sam Rivera <sam@example.org>
    To: \(name) <\(email)>
    \(header)Subject: A window for \(id)
    X-Touchbase-Draft: \(id)
    X-Touchbase-Contact: \(id)

    Hi \(name),

    I walked past your new window last week, the lamp was on, and I stood there for a minute.
    .
    From here one sees the whole café.

    Sam

    # ------------------------ >8 ------------------------
    # Yours only: this line and everything below are never sent.
    # Hates exclamation marks.

    """
  }
}

/// A value of JSON, as far as these tests look.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSON].self))
    }
  }

  var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
}
