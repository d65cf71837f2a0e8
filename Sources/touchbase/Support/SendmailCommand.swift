#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import DurableFiles

/// One run of a command that takes a letter as sendmail does.
///
/// The letter is a whole file before the command begins: were it written into a pipe, a kill of
/// touchbase half-way would look like the letter's end, and a part of it would be delivered.
struct SendmailCommand {
  /// How a run ended.
  enum Ending: Equatable {
    /// With this status, of sysexits.h where it is not 0.
    case exited(Int32)
    /// By this signal.
    case killed(Int32)
    /// Somehow: the system would not tell.
    case untold
    /// It was still running after all the time that it had, or the person would not wait.
    case abandoned
  }

  /// The longest time that a run may take: the final dot's of RFC 5321 §4.5.3.2.6, and as much again
  /// for all that comes before it.
  static let timeout = Duration.seconds(1200)
  /// The most octets of what it says that are kept.
  private static let wordLimit = 4096

  let words: [String]
  /// The folder for the letter's file.
  let folder: String
  let files: any FileSystem

  /// Writes the letter, calls `commit` and runs the command, which may take the letter from then on.
  ///
  /// - Returns: How it ended, and what it said; nil when it could not be started.
  func run<Failure>(
    _ letter: [UInt8],
    commit: () throws(Failure) -> Void,
    isUrgent: () -> Bool
  ) throws(Failure) -> Result<(Ending, said: [UInt8]), SendmailFailure> {
    let input: FileDescriptor
    do throws(FileSystemError) {
      input = try written(letter)
    } catch {
      return .failure(.noFile(error))
    }
    defer { _ = Result { try files.close(input) } }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return .failure(.notStarted(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    defer { close(ends[0]) }
    do throws(Failure) {
      try commit()
    } catch {
      close(ends[1])
      throw error
    }
    let child = spawn(input: input.number, output: ends[1])
    close(ends[1])
    switch child {
    case .failure(let error): return .failure(error)
    case .success(let child): return .success(wait(for: child, ends[0], isUrgent))
    }
  }

  /// The letter in a file of nobody else's, which loses its name at once.
  private func written(_ letter: [UInt8]) throws(FileSystemError) -> FileDescriptor {
    try files.makeDirectory(folder)
    var number = 0
    while true {
      number += 1
      let path = "\(folder)/sendmail.\(getpid()).\(number).tmp"
      let output: FileDescriptor
      do throws(FileSystemError) {
        output = try files.open(path, .creating(mode: 0o600))
      } catch  where error.isAlreadyThere {
        continue
      }
      defer { _ = Result { try files.unlink(path) } }
      do throws(FileSystemError) {
        try files.writeAll(output, letter, path: path)
      } catch {
        _ = Result { try files.close(output) }
        throw error
      }
      try files.close(output)
      return try files.open(path, .reading)
    }
  }

  private func spawn(input: Int32, output: Int32) -> Result<pid_t, SendmailFailure> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    Self.setSignals(&attributes)
    var arguments = words.map { strdup($0) }
    defer { arguments.forEach { free($0) } }
    arguments.append(nil)
    var variables = ChildProcess.environment.map { strdup($0) }
    defer { variables.forEach { free($0) } }
    variables.append(nil)
    var child: pid_t = 0
    let code = posix_spawnp(&child, words[0], &actions, &attributes, arguments, variables)
    return code == 0 ? .success(child) : .failure(.notStarted(code))
  }

  /// A Ctrl-C, which the terminal sends to the command as well, is not to break the letter off.
  private static func setSignals(_ attributes: inout posix_spawnattr_t) {
    var usual = sigset_t()
    sigemptyset(&usual)
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for number in [SIGINT, SIGHUP, SIGTERM, SIGPIPE, SIGQUIT] { sigaddset(&usual, number) }
    for number in [SIGINT, SIGHUP, SIGQUIT] { sigaddset(&blocked, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK)
    )
  }

  /// Listens until the command ends; what it left running may hold the pipe for longer.
  private func wait(
    for child: pid_t,
    _ output: Int32,
    _ isUrgent: () -> Bool
  ) -> (Ending, said: [UInt8]) {
    var said: [UInt8] = []
    let end = ContinuousClock.now + Self.timeout
    var status: Int32 = 0
    while true {
      var entry = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
      // A closed pipe is always ready: then only the end of the command is waited for.
      if poll(&entry, 1, 50) > 0, !Self.take(output, &said) { usleep(1000) }
      let ended = waitpid(child, &status, WNOHANG)
      if ended == child { break }
      if ended < 0, errno != EINTR { return (.untold, said) }
      guard !isUrgent(), ContinuousClock.now < end else {
        kill(child, SIGTERM)
        return (.abandoned, said)
      }
    }
    while Self.take(output, &said) {}
    let signal = status & 0x7F
    return (signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal), said)
  }

  /// Fetches some of what the command says; false when there is nothing.
  private static func take(_ output: Int32, _ said: inout [UInt8]) -> Bool {
    let bytes = [UInt8](unsafeUninitializedCapacity: wordLimit) { buffer, count in
      count = max(0, read(output, buffer.baseAddress, buffer.count))
    }
    said += bytes.prefix(wordLimit - said.count)
    return !bytes.isEmpty
  }
}

/// Why a command could not be run.
enum SendmailFailure: Error {
  /// The letter could not be written for it.
  case noFile(FileSystemError)
  /// The system did not start it, with its number for why.
  case notStarted(Int32)
}
