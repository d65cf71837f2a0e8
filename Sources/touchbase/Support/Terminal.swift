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

  /// Whether both results and remarks are seen at once, on a terminal that can take a line back.
  static func showsProgress(environment: [String: String]) -> Bool {
    isatty(STDOUT_FILENO) == 1 && isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
  }

  /// Whether results may be coloured: a terminal, and no wish against it.
  ///
  /// Source: no-color.org.
  static func hasColours(environment: [String: String]) -> Bool {
    isatty(STDOUT_FILENO) == 1 && environment["NO_COLOR", default: ""].isEmpty
      && environment["TERM"] != "dumb"
  }

  /// How wide the lines of a page are: those of the terminal, 100 at most; 80 without one.
  static var width: Int { min(max(columns ?? 80, 20), 100) }

  /// How many rows and columns it shows.
  struct Size: Equatable {
    let rows: Int?
    let columns: Int?
  }

  static var size: Size { Size(rows: rows, columns: columns) }

  /// How many columns it shows; nil where it does not say.
  static var columns: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }

  /// How many rows it shows; nil where it does not say.
  static var rows: Int? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return nil }
    return Int(size.ws_row)
  }

  /// Runs what may leave the terminal in another state, such as an editor, and puts it in order.
  static func restored<Result, Failure>(
    after body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var before = termios()
    let isKnown = tcgetattr(STDIN_FILENO, &before) == 0
    defer { if isKnown { tcsetattr(STDIN_FILENO, TCSADRAIN, &before) } }
    return try body()
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
      while let byte = readByte() {
        guard byte == escape else { return Character(Unicode.Scalar(byte)) }
        skipSequence()
      }
      return nil
    }
  }

  private static let escape: UInt8 = 0x1B

  /// Skips what arrow and function keys and Alt send behind an escape: Alt and y approve nothing.
  ///
  /// Source: ECMA-48 §5.4; XTerm Control Sequences, "PC-Style Function Keys".
  private static func skipSequence() {
    guard let first = readByte(within: 30) else { return }
    guard first == UInt8(ascii: "[") || first == UInt8(ascii: "O") else { return }
    while let byte = readByte(within: 30), !(0x40...0x7E).contains(byte) {}
  }

  /// The next byte, if it comes within so many milliseconds: those of one key come together.
  private static func readByte(within milliseconds: Int32) -> UInt8? {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    guard poll(&input, 1, milliseconds) > 0, read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
    return byte
  }

  /// Reads a line that the person types.
  ///
  /// - Returns: The line without its end; nil where nobody is there any more.
  static func readLine() -> String? {
    var line: [UInt8] = []
    while let byte = readByte() {
      if byte == 0x0A { return String(decoding: line, as: UTF8.self) }
      line.append(byte)
    }
    return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
  }

  /// The next byte that is typed; nil at the end of input, and when the person asked to stop.
  private static func readByte() -> UInt8? {
    var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    var byte: UInt8 = 0
    while !Interruption.isRequested {
      // Not longer: a signal may come just before the wait.
      let count = poll(&input, 1, 200)
      if count == 0 || (count < 0 && errno == EINTR) { continue }
      guard count > 0 else { return nil }
      let got = read(STDIN_FILENO, &byte, 1)
      if got == 1 { return byte }
      if got == 0 || errno != EINTR { return nil }
    }
    return nil
  }

  /// Reads a line that is not shown, for a password.
  static func readSecret() -> String? {
    flushInput()
    return withSettings({ $0.c_lflag &= ~tcflag_t(ECHO) }) {
      Swift.readLine(strippingNewline: true)
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
