#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif
import CurlMail
import DurableFiles
import FoundationEssentials
import Synchronization

/// Where a command writes: results to standard output, all else to standard error.
///
/// Every text passes `visible(_:)`, so nothing that came from a file, a mail or a server reaches
/// the terminal with control characters in it.
struct Output: Sendable {
  /// How a line stands out on a terminal that has colours.
  enum Style: String, Sendable {
    case plain = ""
    case bold = "1"
    case dim = "2"
    case warning = "33"
    case error = "31"
    case own = "32"
    case value = "36"
  }

  let colours: Bool

  /// The screen of a command that needs no workspace.
  static var standard: Output {
    Output(colours: Terminal.hasColours(environment: ProcessInfo.processInfo.environment))
  }

  /// A line of the result.
  func line(_ text: String = "", style: Style = .plain) {
    Self.write(styled(text, style) + "\n", to: STDOUT_FILENO)
  }

  /// Many lines of the result, written together.
  func lines(_ lines: [String]) {
    var text = ""
    for line in lines { text += Self.visible(line) + "\n" }
    Self.write(text, to: STDOUT_FILENO)
  }

  /// A part of a line of the result, for prompts.
  func part(_ text: String, style: Style = .plain) {
    Self.write(styled(text, style), to: STDOUT_FILENO)
  }

  /// A line beside the result: progress, the next step, a remark.
  func remark(_ text: String, style: Style = .plain) {
    Self.write(styled(text, style) + "\n", to: STDERR_FILENO)
  }

  /// A line that the next one takes the place of, at a terminal; an empty one takes it away.
  ///
  /// Source: ECMA-48 §8.3.41, EL.
  func status(_ text: String) {
    // A full last column makes some terminals go on to the next line.
    let room = max((Terminal.columns ?? 80) - 1, 1)
    let line = Columns.shortened(Self.visibleLine(text), to: room)
    Self.write("\r\(line)\u{1B}[K" + (line.isEmpty ? "" : "\r"), to: STDERR_FILENO)
  }

  /// The next step to take, last on the screen.
  func next(_ command: String) {
    remark("Next: \(command)", style: .bold)
  }

  /// Bytes of the result exactly as they are, for `--raw` and JSON.
  func bytes(_ bytes: [UInt8]) {
    Self.write(bytes, to: STDOUT_FILENO)
  }

  /// What tells of a dialogue with a server: `C:` for what we said, `S:` for what it said.
  var trace: @Sendable (MailHooks.TraceLine) -> Void {
    { [self] line in
      switch line {
      case .client(let text): remark("C: \(Self.visibleLine(text))", style: .dim)
      case .server(let text): remark("S: \(Self.visibleLine(text))", style: .dim)
      case .note(let text): remark("*  \(Self.visibleLine(text))", style: .dim)
      }
    }
  }

  /// An error on standard error, with its excerpt and its hints.
  func failure(_ failure: CommandFailure) {
    remark("touchbase: error: \(failure.message)", style: .error)
    for line in failure.excerpt {
      remark(line)
    }
    for hint in failure.hints {
      remark("touchbase: hint: \(hint)")
    }
  }

  /// A remark that something is not as it should be.
  func warning(_ text: String) {
    remark("touchbase: warning: \(text)", style: .warning)
  }

  private func styled(_ text: String, _ style: Style) -> String {
    let text = Self.visible(text)
    return colours && style != .plain ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }

  private static func write(_ text: String, to descriptor: Int32) {
    write(Array(text.utf8), to: descriptor)
  }

  /// Why a part of the result could not be written, for the end of the program: a full disk stops
  /// no letter.
  static var failure: FileSystemError? {
    let code = lost.load(ordering: .relaxed)
    guard code != 0 else { return nil }
    return FileSystemError(.write, "standard output", errno: code)
  }

  private static let lost = Atomic<Int32>(0)

  /// Writes all bytes; a closed pipe is a quiet end, since nobody reads any more.
  private static func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { writeOnce(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        if errno != EPIPE, descriptor == STDOUT_FILENO { lost.store(errno, ordering: .relaxed) }
        return
      }
      rest = rest.dropFirst(count)
    }
  }

  /// The text with each control character as a visible `�`, and tabs as they are.
  ///
  /// C0, DEL and C1 controls could move the cursor or change the terminal's state; bidirectional
  /// overrides could show an address other than the one that is used.
  static func visible(_ text: String) -> String {
    // Of ASCII only the controls are unsafe; of the rest, which is rarer, more than those.
    var text = text
    let isSafe = text.withUTF8 { octets in
      octets.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x09 || $0 == 0x0A }
    }
    if isSafe { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      result.append(isUnsafe(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  /// The text on one line: with each end of a line as a visible `�` as well.
  static func visibleLine(_ text: String) -> String {
    visible(String(text.map { $0.isNewline ? "\u{FFFD}" : $0 }))
  }

  /// Whether a character could move the cursor or mislead the eye.
  static func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x0A: false
    case 0..<0x20, 0x7F..<0xA0: true
    case 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

private func writeOnce(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  guard let bytes else { return 0 }
  return write(descriptor, bytes, count)
}
