/// What the server said while libcurl was connecting: the greeting, what it can do, `STARTTLS`.
final class IMAPPreamble: CurlListener {
  /// The most octets that a server may say before the login.
  static let limit = 65_536

  /// The first line, without its end.
  private(set) var greeting = ""
  /// The last line.
  private(set) var lastLine = ""
  /// Whether it said too much; libcurl then gives up.
  private(set) var isEndless = false
  private var octets = 0

  override func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    octets += bytes.count
    guard octets <= Self.limit else {
      isEndless = true
      return false
    }
    // libcurl hands over line by line.
    let line = bytes.prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { return true }
    lastLine = trace.masked(ReadableText.text(Array(line.prefix(2_000))))
    if greeting.isEmpty { greeting = lastLine }
    trace.server(lastLine)
    return true
  }

  /// Whether the server knows us without a login.
  var isLoggedIn: Bool { greeting.uppercased().hasPrefix("* PREAUTH") }
}

extension IMAPError {
  /// What a failed connection means, told by libcurl's code and the last thing the server said.
  init(_ error: CurlError, account: IMAPAccount, preamble: IMAPPreamble) {
    let server = account.server
    let words = preamble.errorWords.isEmpty ? error.words : preamble.errorWords
    if preamble.isEndless {
      self = .badReply(.endless)
    } else if preamble.lastLine.uppercased().hasPrefix("* BYE") {
      self = .bye(words: String(preamble.lastLine.dropFirst(6)))
    } else {
      self = Self.meaning(of: error, server, words, account)
    }
  }

  private static func meaning(
    of error: CurlError,
    _ server: String,
    _ words: String,
    _ account: IMAPAccount
  ) -> IMAPError {
    switch error.kind {
    case .cancelled: .cancelled
    case .certificate: .certificate(server: server, words: words)
    case .caFile: .account(.caFile)
    case .clientCertificate: .account(.clientCertificate)
    case .tls: .tls(server: server, words: words)
    case .withoutTLS: .startTLSNotOffered(server: server)
    case .timedOut where words.hasPrefix("server response"):
      .timedOut(after: account.answerTimeout)
    case .unreachable, .timedOut: .unreachable(server: server, words: words)
    case .strangeReply: .badReply(.malformed)
    case .hungUp: .hungUp
    case .other: .transport(words: words)
    }
  }
}
