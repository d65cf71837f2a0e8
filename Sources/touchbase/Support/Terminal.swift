#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The terminal in front of a person, where there is one.
struct Terminal: Sendable {
  /// Whether somebody can be asked: both standard input and output are a terminal.
  static var isInteractive: Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
  }

  /// Whether results may be coloured: a terminal, and no wish against it.
  ///
  /// Source: no-color.org.
  static func hasColours(environment: [String: String]) -> Bool {
    isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  /// Throws away what was typed before the question stood on the screen.
  static func flushInput() {
    tcflush(STDIN_FILENO, TCIFLUSH)
  }

  /// Reads one key without waiting for Enter.
  ///
  /// - Returns: The key's character, or nil at the end of input.
  static func readKey() -> Character? {
    withSettings({ $0.c_lflag &= ~tcflag_t(ICANON | ECHO) }) {
      var byte: UInt8 = 0
      while true {
        let count = read(STDIN_FILENO, &byte, 1)
        if count == 1 { return Character(Unicode.Scalar(byte)) }
        if count < 0, errno == EINTR, !Interruption.isRequested { continue }
        return nil
      }
    }
  }

  /// Reads a line that is not shown, for a password.
  static func readSecret() -> String? {
    flushInput()
    return withSettings({ $0.c_lflag &= ~tcflag_t(ECHO) }) {
      readLine(strippingNewline: true)
    }
  }

  private static func withSettings<Result>(
    _ change: (inout termios) -> Void,
    do body: () -> Result
  ) -> Result {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return body() }
    var changed = before
    change(&changed)
    tcsetattr(STDIN_FILENO, TCSADRAIN, &changed)
    defer { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) }
    return body()
  }
}
