#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Another program, started with files for its input and output.
///
/// Foundation's `Process` waits for the end of a socket that the program's own children inherit,
/// so it would wait for every server that a script leaves behind.
package struct SpawnedProcess: Sendable {
  /// The program's number.
  package let pid: Int32

  /// A call of the system that failed, with its number.
  package struct Failure: Error {
    let call: String
    let code: Int32
  }

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - executable: The program's path.
  ///   - arguments: What follows its name.
  ///   - descriptors: What it gets as standard input, output and error.
  /// - Throws: `Failure` when the system does not start it.
  package init(
    _ executable: String,
    _ arguments: [String],
    descriptors: [Int32]
  ) throws {
    #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
    #else
    var actions = posix_spawn_file_actions_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (target, source) in descriptors.enumerated() {
      posix_spawn_file_actions_adddup2(&actions, source, Int32(target))
    }
    // The threads on which tests run block signals, and what is started would go on doing so.
    #if canImport(Darwin)
    var attributes: posix_spawnattr_t?
    #else
    var attributes = posix_spawnattr_t()
    #endif
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let words = ([executable] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }
    var pid = pid_t()
    let code = posix_spawn(&pid, executable, &actions, &attributes, words, environ)
    guard code == 0 else { throw Failure(call: "posix_spawn", code: code) }
    self.pid = pid
  }

  /// Whether it has come to its end, for which somebody still has to wait.
  package var hasEnded: Bool {
    var information = siginfo_t()
    let code = waitid(P_PID, id_t(pid), &information, WEXITED | WNOHANG | WNOWAIT)
    return code != 0 || information.si_signo != 0
  }

  /// Waits for the end and returns the exit status, or the signal's number beyond 128.
  package func wait() throws -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { throw Failure(call: "waitpid", code: errno) }
    }
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }

  /// Opens a file for a program to read, or to write anew.
  static func open(_ path: String, forWriting: Bool) throws -> Int32 {
    let flags = forWriting ? O_WRONLY | O_CREAT | O_TRUNC : O_RDONLY
    let descriptor = openFile(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(call: "open \(path)", code: errno) }
    return descriptor
  }

  /// A pipe whose ends no other program inherits: first for reading, then for writing.
  static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [-1, -1]
    guard openPipe(&ends) == 0 else { throw Failure(call: "pipe", code: errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// Closes a descriptor.
  static func close(_ descriptor: Int32) {
    _ = closeFile(descriptor)
  }
}

// The struct's own functions of these names hide those of the system.
private func openFile(_ path: String, _ flags: Int32) -> Int32 { open(path, flags, 0o600) }
private func closeFile(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func openPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
