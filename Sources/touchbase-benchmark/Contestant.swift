#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A program with its arguments, started again and again with its output thrown away.
struct Contestant {
  /// Why a program could not be measured.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  let name: String
  private let arguments: [String]

  /// Takes the program's path and its arguments.
  init(_ program: String, _ arguments: [String], name: String) {
    self.arguments = [program] + arguments
    self.name = name
  }

  /// Whether the program is there and ends with status 0.
  var succeeds: Bool {
    do {
      _ = try time()
      return true
    } catch {
      return false
    }
  }

  /// Wall time from starting the program to having seen its end.
  func time() throws -> Duration { try run().wall }

  /// Runs the program to its end and tells what it took.
  func run() throws -> ProcessUsage {
    let clock = ContinuousClock()
    let start = clock.now
    let process = try begin()
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) == -1 {
      guard errno == EINTR else { throw failure("cannot be waited for", errno) }
    }
    let elapsed = start.duration(to: clock.now)
    guard status == 0 else {
      throw Failure(description: "'\(arguments[0])' ended with wait status \(status), not with 0")
    }
    return ProcessUsage(wall: elapsed, usage)
  }

  /// Starts the program and leaves it running; who calls it waits for it.
  func begin() throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var argv = arguments.map { strdup($0) } + [nil]
    defer { argv.forEach { free($0) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, arguments[0], &actions, nil, &argv, environ)
    guard code == 0 else { throw failure("cannot be started", code) }
    return process
  }

  private func failure(_ what: String, _ code: Int32) -> Failure {
    Failure(description: "'\(arguments[0])' \(what): \(String(cString: strerror(code)))")
  }
}

/// What a program took from its start to its end.
struct ProcessUsage {
  let wall: Duration
  /// The processor time of its own code.
  let own: Duration
  /// What the system took for it.
  let system: Duration
  /// The most memory that it had at once, in KiB.
  let peakMemory: Int

  /// Its own processor time and the system's.
  var processor: Duration { own + system }

  init(wall: Duration, _ usage: rusage) {
    self.wall = wall
    own = Self.duration(usage.ru_utime)
    system = Self.duration(usage.ru_stime)
    #if canImport(Darwin)
    peakMemory = usage.ru_maxrss / 1024
    #else
    peakMemory = usage.ru_maxrss
    #endif
  }

  private static func duration(_ time: timeval) -> Duration {
    .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
  }
}
