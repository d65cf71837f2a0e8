import DurableFiles

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What came of running another program.
package struct CommandRun: Sendable {
  /// The exit status, or the number of the signal that ended it and 128.
  package let status: Int32
  /// What it wrote to its standard output.
  package let output: [UInt8]
  /// What it wrote to its standard error.
  package let errors: String

  /// A program that is not installed.
  package struct Missing: Error {
    let program: String
  }

  /// A program that should have succeeded.
  package struct Failed: Error {
    let what: String
    let status: Int32
    let errors: String
  }

  /// Finds a program on the path or among the system's own; nil when it is not installed.
  package static func find(_ program: String) -> String? {
    let path = getenv("PATH").map { String(cString: $0) } ?? ""
    let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/sbin"]
    return folders.map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }

  /// Runs a program to its end.
  ///
  /// Its output goes through files: a server that it leaves behind would keep a pipe open.
  package init(_ program: String, _ arguments: String..., input: [UInt8] = []) throws {
    guard let executable = Self.find(program) else { throw Missing(program: program) }
    let files = try CommandFiles(input: input)
    defer { files.remove() }
    let process = try SpawnedProcess(executable, arguments, descriptors: files.descriptors)
    status = try process.wait()
    output = try files.read("output")
    errors = String(decoding: try files.read("errors"), as: UTF8.self)
  }

  /// The output of a program that must succeed.
  @discardableResult
  package func checked(_ what: String) throws -> [UInt8] {
    guard status == 0 else { throw Failed(what: what, status: status, errors: errors) }
    return output
  }

  /// The first line of the output of a program that must succeed.
  package func line(_ what: String) throws -> String {
    String(decoding: try checked(what).prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}

/// The files through which a program is fed and heard.
private struct CommandFiles {
  let descriptors: [Int32]
  private let folder: String

  init(input: [UInt8]) throws {
    folder = try ServerFolder.makeTemporary()
    try PosixFileSystem().createFile("\(folder)/input", with: input)
    descriptors = [
      try SpawnedProcess.open("\(folder)/input", forWriting: false),
      try SpawnedProcess.open("\(folder)/output", forWriting: true),
      try SpawnedProcess.open("\(folder)/errors", forWriting: true),
    ]
  }

  func read(_ name: String) throws -> [UInt8] {
    try PosixFileSystem().readFile("\(folder)/\(name)")
  }

  func remove() {
    for descriptor in descriptors { SpawnedProcess.close(descriptor) }
    for name in ["input", "output", "errors"] { unlink("\(folder)/\(name)") }
    rmdir(folder)
  }
}
