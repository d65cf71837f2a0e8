import Foundation

/// A program of this package as the build left it, run as a person runs it.
package struct BuiltProgram: Sendable {
  /// What a run left behind.
  package struct Result: Sendable {
    package let status: Int32
    package let output: String
    package let errors: String

    /// The output's lines, without the empty one behind the last line feed.
    package var lines: [Substring] {
      output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    }
  }

  private let url: URL
  private let environment: [String: String]
  private let folder: String?

  /// Finds the program beside the tests, to be started in a folder.
  ///
  /// The environment is added to a small one of its own: nothing of the person who runs the tests
  /// (an editor, a workspace) may change what a test sees.
  package init(
    _ name: String = "touchbase",
    environment: [String: String] = [:],
    in folder: String? = nil
  ) {
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    url = tests.deletingLastPathComponent().appendingPathComponent(name)
    let own = ProcessInfo.processInfo.environment
    let base = [
      "PATH": own["PATH"] ?? "/usr/bin:/bin", "HOME": "/nonexistent", "LANG": "C.UTF-8",
      "TZ": "UTC", "TOUCHBASE_NOW": "2026-11-23T09:00:00Z", "GIT_CONFIG_NOSYSTEM": "1",
    ]
    self.environment = base.merging(environment) { $1 }
    self.folder = folder
  }

  /// Where the program is.
  package var path: String { url.path }

  /// Runs the program to its end.
  package func run(_ arguments: [String], input: String = "") throws -> Result {
    let process = try started(arguments, input: input)
    return process.waited()
  }

  /// Starts the program and leaves it running.
  package func started(_ arguments: [String], input: String = "") throws -> RunningProgram {
    let process = Process()
    process.executableURL = url
    process.arguments = arguments
    process.environment = environment
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    return try RunningProgram(process, input: input)
  }
}

/// A program that was started and may be stopped at any moment.
///
/// Its output goes to files, so that a full pipe can never stop it.
package struct RunningProgram: @unchecked Sendable {
  private let process: Process
  private let outputFile: URL
  private let errorFile: URL

  init(_ process: Process, input: String) throws {
    self.process = process
    let folder = FileManager.default.temporaryDirectory
    let name = UUID().uuidString
    outputFile = folder.appendingPathComponent("touchbase-\(name).out")
    errorFile = folder.appendingPathComponent("touchbase-\(name).err")
    let inputFile = folder.appendingPathComponent("touchbase-\(name).in")
    try Data(input.utf8).write(to: inputFile)
    defer { try? FileManager.default.removeItem(at: inputFile) }
    try Data().write(to: outputFile)
    try Data().write(to: errorFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    process.standardError = try FileHandle(forWritingTo: errorFile)
    try process.run()
  }

  /// Sends a signal: SIGKILL for a test of what survives.
  package func signal(_ number: Int32) {
    kill(process.processIdentifier, number)
  }

  /// Waits for the end.
  package func waited() -> BuiltProgram.Result {
    process.waitUntilExit()
    defer {
      try? FileManager.default.removeItem(at: outputFile)
      try? FileManager.default.removeItem(at: errorFile)
    }
    let status = process.terminationStatus
    return BuiltProgram.Result(
      status: process.terminationReason == .exit ? status : 128 + status,
      output: (try? String(contentsOf: outputFile, encoding: .utf8)) ?? "",
      errors: (try? String(contentsOf: errorFile, encoding: .utf8)) ?? ""
    )
  }
}
