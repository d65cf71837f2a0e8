import DurableFiles
import Rehearsal
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A folder for servers that run as other users, and guards who clean up after this process.
///
/// A guard is a shell that waits for the end of a pipe, so it works however the process ends.
package final class ServerFolder: Sendable {
  /// The folder's path.
  package let path: String

  /// Makes a folder that everybody may read.
  package init() throws {
    path = try Self.makeTemporary()
    try CommandRun("chmod", "755", path).checked("chmod")
  }

  /// A new folder that is removed with this process.
  package static func temporary() throws -> String {
    let folder = try ServerFolder()
    try folder.removeWithProcess()
    return folder.path
  }

  /// A new folder that the caller removes.
  static func makeTemporary() throws -> String {
    var template = Array("/tmp/touchbase-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw SpawnedProcess.Failure(call: "mkdtemp", code: errno)
    }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Writes a text file below the folder.
  package func write(_ text: String, to name: String) throws {
    try PosixFileSystem().createFile("\(path)/\(name)", with: Array(text.utf8), mode: 0o644)
  }

  /// Runs a shell script in the folder; it must succeed.
  package func shell(_ script: String) throws {
    try CommandRun("sh", "-c", "set -e; cd \"$1\"; \(script)", "sh", path).checked(script)
  }

  /// Ends the server of a pid file, and removes the folder, once this process is gone.
  package func endWithProcess(pidFile: String) throws {
    try afterProcess("kill $(cat \"$1/\(pidFile)\"); sleep 1; rm -rf \"$1\"")
  }

  /// Removes the folder once this process is gone.
  package func removeWithProcess() throws {
    try afterProcess("rm -rf \"$1\"")
  }

  /// Takes a disk off the folder and removes it once this process is gone.
  package func unmountWithProcess() throws {
    try afterProcess("umount -l \"$1\"; rm -rf \"$1\"")
  }

  /// Leaves the guard behind: it is waited for by nobody, and the pipe's end is never closed by us.
  private func afterProcess(_ script: String) throws {
    let pipe = try SpawnedProcess.pipe()
    let null = try SpawnedProcess.open("/dev/null", forWriting: true)
    _ = try SpawnedProcess(
      "/bin/sh",
      ["-c", "cat > /dev/null; \(script)", "sh", path],
      descriptors: [pipe.reading, null, null]
    )
    SpawnedProcess.close(pipe.reading)
    SpawnedProcess.close(null)
  }

  /// A port that nobody listens on, and that no two calls in a process return.
  ///
  /// It lies below those that the system gives out by itself, so no other test can get it before
  /// the server that it is for.
  package static func freePort() throws -> UInt16 {
    for _ in 0..<1_000 {
      let port = UInt16.random(in: 20_000..<30_000)
      guard takenPorts.withLock({ $0.insert(port).inserted }) else { continue }
      do {
        return try LoopbackListener(port: port).port
      } catch {
        continue
      }
    }
    throw SpawnedProcess.Failure(call: "bind", code: EADDRINUSE)
  }

  /// Whether this machine has the loopback address of IPv6.
  package static let hasIPv6: Bool = {
    let script = "import socket as s\ns.socket(s.AF_INET6).bind(('::1', 0))"
    return (try? CommandRun("python3", "-c", script))?.status == 0
  }()

  private static let takenPorts = Mutex<Set<UInt16>>([])
}
