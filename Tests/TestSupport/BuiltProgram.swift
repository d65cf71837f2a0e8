import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A program of this package as the build left it, run as a person runs it.
package struct BuiltProgram: Sendable {
  /// What a run left behind.
  package struct Result: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String
  }

  /// A program that was started and may be stopped at any moment.
  package struct Running: Sendable {
    fileprivate let process: SpawnedProcess
    fileprivate let folder: String

    /// Whether it has come to its end.
    package var hasEnded: Bool { process.hasEnded }

    /// The number of the process.
    package var pid: Int32 { process.pid }

    /// Sends a signal: SIGKILL for a test of what survives.
    package func signal(_ number: Int32) {
      kill(process.pid, number)
    }

    /// Waits for the end.
    package func wait() throws -> Result {
      let status = try process.wait()
      defer { BuiltProgram.remove(folder) }
      return Result(
        status: status,
        output: try BuiltProgram.text("\(folder)/output"),
        errors: try BuiltProgram.text("\(folder)/errors")
      )
    }
  }

  /// Where the program is.
  package let path: String
  private let environment: [String: String]

  /// Finds the program beside the tests.
  ///
  /// The environment is added to a small one of its own: nothing of the person who runs the tests
  /// (an editor, a workspace) may change what a test sees.
  package init(_ name: String = "touchbase", environment: [String: String] = [:]) throws {
    let tests = CommandLine.arguments[0]
    path = "\(FilePath.parent(of: tests))/\(name)"
    let own = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
    let base = [
      "PATH": own, "HOME": "/nonexistent", "LANG": "C.UTF-8", "TZ": "UTC",
      "TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "GIT_CONFIG_NOSYSTEM": "1",
      // Nobody in the world outside is asked for servers.
      "TOUCHBASE_DNS": "127.0.0.1:9",
    ]
    self.environment = base.merging(environment) { $1 }
  }

  /// Runs the program to its end.
  package func run(_ arguments: [String], input: String = "") throws -> Result {
    try start(arguments, input: input).wait()
  }

  /// Starts the program and leaves it running; its output goes to files, since a full pipe would
  /// stop it.
  package func start(_ arguments: [String], input: String = "") throws -> Running {
    try start(words: [path] + arguments, input: input)
  }

  /// Runs a script of the shell in a folder, where the program is called by its name.
  ///
  /// - Returns: All that it writes as `output`, in the order in which it comes.
  package func shell(_ script: String, in folder: String) throws -> Result {
    let place = "exec 2>&1; cd \"$1\" || exit; PATH=$2:$PATH\n"
    let words = ["/bin/sh", "-c", place + script, "sh", folder, FilePath.parent(of: path)]
    return try start(words: words, input: "").wait()
  }

  private func start(words: [String], input: String) throws -> Running {
    let folder = try ServerFolder.makeTemporary()
    try PosixFileSystem().createFile("\(folder)/input", with: Array(input.utf8))
    let descriptors = [
      try SpawnedProcess.open("\(folder)/input", forWriting: false),
      try SpawnedProcess.open("\(folder)/output", forWriting: true),
      try SpawnedProcess.open("\(folder)/errors", forWriting: true),
    ]
    defer { for descriptor in descriptors { SpawnedProcess.close(descriptor) } }
    // env(1) becomes the program, so that its number is the program's own.
    let arguments = ["-i"] + environment.map { "\($0)=\($1)" } + words
    let process = try SpawnedProcess("/usr/bin/env", arguments, descriptors: descriptors)
    return Running(process: process, folder: folder)
  }

  private static func text(_ path: String) throws -> String {
    String(decoding: try PosixFileSystem().readFile(path), as: UTF8.self)
  }

  private static func remove(_ folder: String) {
    for name in ["input", "output", "errors"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
