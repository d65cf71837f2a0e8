#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// What a script learns from touchbase without reading a word.
///
/// Source: sysexits.h of BSD, for the numbers from 64 on.
enum ExitStatus: Int32, Sendable {
  case done = 0
  case attention = 1
  case usage = 64
  case badData = 65
  case noInput = 66
  case unavailable = 69
  case cannotWrite = 73
  case tryAgain = 75
  case loginRefused = 77
  case configuration = 78

  /// Ends the program with this status.
  func endProcess() -> Never {
    exit(rawValue)
  }
}
