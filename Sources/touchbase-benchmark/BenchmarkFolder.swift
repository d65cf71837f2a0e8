#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder of its own for the files that a benchmark works on.
struct BenchmarkFolder {
  let path = "/tmp/touchbase-benchmark-\(getpid())"

  init() throws {
    try shell("mkdir -p \"$1\"")
  }

  func remove() {
    _ = Contestant("/bin/rm", ["-rf", path], name: "rm").succeeds
  }

  /// Runs a shell's words; `$1` is the folder.
  func shell(_ script: String) throws {
    _ = try Contestant("/bin/sh", ["-c", script, "sh", path], name: "sh").run()
  }

  /// Writes a file and returns its path.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let path = "\(path)/\(name)"
    guard let file = fopen(path, "w") else {
      throw Contestant.Failure(description: "cannot write '\(path)'")
    }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
      throw Contestant.Failure(description: "cannot write '\(path)'")
    }
    return path
  }
}
