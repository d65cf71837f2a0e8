#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import FoundationEssentials

/// A program that is run in the terminal's foreground and waited for.
///
/// Foundation's `Process` gives its child a process group of its own, in which an editor may not
/// read from the terminal; so this speaks to `posix_spawn` itself.
enum ChildProcess {
  /// How a child ended: its exit status, or 128 + the signal that ended it, as a shell has it.
  struct Ending: Equatable {
    let status: Int32
    /// What it wrote to standard output, where that was asked for.
    var output: [UInt8] = []
  }

  /// Runs a command line with the shell and waits for its end.
  ///
  /// The command is what the person wrote into their configuration, with options and quotes; the
  /// arguments are handed to it as they are, without another reading by the shell. With `capture`
  /// standard output is returned instead of shown. Only a shell that cannot be started is an error.
  static func run(_ command: String, arguments: [String] = [], capture: Bool = false)
    throws(CommandFailure) -> Ending
  {
    var pipes: [Int32] = [-1, -1]
    if capture {
      guard pipe(&pipes) == 0 else {
        let reason = String(cString: strerror(errno))
        throw CommandFailure(.unavailable, "cannot make a pipe: \(reason)")
      }
      // A program that another thread starts meanwhile would hold the pipe open.
      for end in pipes { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    }
    let line = arguments.isEmpty ? command : command + " \"$@\""
    // Ctrl-C in an editor is meant for the editor: POSIX, "system()".
    let interrupt = signal(SIGINT, SIG_IGN)
    let quit = signal(SIGQUIT, SIG_IGN)
    defer {
      signal(SIGINT, interrupt)
      signal(SIGQUIT, quit)
    }
    let child = try spawn(["/bin/sh", "-c", line, "touchbase"] + arguments, output: pipes)
    var output: [UInt8] = []
    if capture {
      close(pipes[1])
      output = readAll(pipes[0])
      close(pipes[0])
    }
    return Ending(status: wait(for: child), output: output)
  }

  private static func spawn(_ words: [String], output: [Int32]) throws(CommandFailure) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if output[1] >= 0 {
      posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    restoreSignals(&attributes)

    var pointers = words.map { strdup($0) }
    defer { pointers.forEach { free($0) } }
    pointers.append(nil)
    var child: pid_t = 0
    var variables = environment.map { strdup($0) }
    defer { variables.forEach { free($0) } }
    variables.append(nil)
    let failure = posix_spawn(&child, words[0], &actions, &attributes, pointers, variables)
    guard failure == 0 else {
      throw CommandFailure(
        .unavailable,
        "cannot start '\(words[0])': \(String(cString: strerror(failure)))"
      )
    }
    return child
  }

  /// The variables that children get: all of ours but the password.
  static var environment: [String] {
    ProcessInfo.processInfo.environment.filter { $0.key != PasswordSource.variable }
      .map { "\($0.key)=\($0.value)" }
  }

  /// The child begins with the signals' usual meaning, whatever this program made of them.
  private static func restoreSignals(_ attributes: inout posix_spawnattr_t) {
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGHUP, SIGTERM, SIGPIPE, SIGQUIT] {
      sigaddset(&signals, number)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
  }

  private static func readAll(_ descriptor: Int32) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count > 0 {
        result += buffer[..<count]
      } else if count == 0 || errno != EINTR {
        return result
      }
    }
  }

  private static func wait(for child: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      // How it ended nobody knows; not well, then.
      guard errno == EINTR else { return EX_OSERR }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }
}
