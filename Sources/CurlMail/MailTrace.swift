/// Tells the caller's hook of the dialogue, and keeps what belongs to a login out of everything.
final class MailTrace {
  private let sink: ((MailHooks.TraceLine) -> Void)?
  private let secrets: [String]
  private var isLoggingIn = false

  init(sink: ((MailHooks.TraceLine) -> Void)?, login: MailLogin?) {
    self.sink = sink
    secrets = login?.spellings ?? []
  }

  var isOn: Bool { sink != nil }

  /// A line that libcurl sends.
  func client(_ bytes: UnsafeRawBufferPointer) {
    let line = Self.line(bytes)
    if isLoggingIn {
      sink?(.client("(masked)"))
    } else if line.uppercased().hasPrefix("AUTH") {
      isLoggingIn = true
      let words = line.split(separator: " ")
      sink?(.client(words.prefix(2).joined(separator: " ") + (words.count > 2 ? " (masked)" : "")))
    } else {
      sink?(.client(line))
    }
  }

  /// A line of our own.
  func client(_ line: String) {
    sink?(.client(line))
  }

  /// A line of the server.
  func server(_ line: String) {
    sink?(.server(masked(line)))
  }

  /// A whole reply; anything but a request to go on ends the login.
  func server(_ reply: SMTPReply) {
    if reply.code != 334 { isLoggingIn = false }
    guard let sink else { return }
    for (index, line) in reply.lines.enumerated() {
      let separator = index == reply.lines.count - 1 ? " " : "-"
      sink(.server("\(reply.code)\(separator)\(line)"))
    }
  }

  /// What libcurl tells about its doings.
  func note(_ bytes: UnsafeRawBufferPointer) {
    sink?(.note(masked(Self.line(bytes))))
  }

  /// The reply without the password, in case a server repeats it.
  func masked(_ reply: SMTPReply) -> SMTPReply {
    guard !secrets.isEmpty else { return reply }
    return SMTPReply(code: reply.code, lines: reply.lines.map(masked))
  }

  /// A text without the secret.
  func masked(_ text: String) -> String {
    secrets.reduce(text) { text, secret in
      text.split(separator: secret, omittingEmptySubsequences: false).joined(separator: "(masked)")
    }
  }

  private static func line(_ bytes: UnsafeRawBufferPointer) -> String {
    String(
      decoding: bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") },
      as: UTF8.self
    )
  }
}
