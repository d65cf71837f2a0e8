/// Commands and what comes back, one after the other.
///
/// Every function throws when the connection is of no more use; a refusal is a value.
final class IMAPDialogue {
  /// A piece of a command.
  enum Part {
    case text(String)
    /// Text that the trace does not show.
    case secret(String)
    /// Any octets but NUL; the trace tells how many they are.
    case literal([UInt8])

    /// A string as the protocol quotes it, or a literal where it cannot be quoted.
    ///
    /// Source: RFC 9051 §9, `astring`.
    static func string(_ text: String, isSecret: Bool = false) -> Part {
      guard text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), text.utf8.count < 1_000 else {
        return .literal(Array(text.utf8))
      }
      let escaped = text.reduce(into: "") { $0 += "\"\\".contains($1) ? "\\\($1)" : "\($1)" }
      return isSecret ? .secret("\"\(escaped)\"") : .text("\"\(escaped)\"")
    }
  }

  /// What came of a command.
  struct Answer {
    let status: IMAPStatus
    /// The untagged responses before it.
    let responses: [IMAPResponse]

    /// The values of the data responses of that name.
    func data(_ name: String) -> [[IMAPValue]] {
      responses.compactMap { response in
        if case .data(name, _, let values) = response { values } else { nil }
      }
    }
  }

  /// The most untagged responses to one command.
  static let responseLimit = 50_000

  let wire: IMAPWire
  /// What the server can do, in upper case.
  var capabilities: Set<String> = []
  private var number = 0
  private var goodbye: String?

  init(wire: IMAPWire) {
    self.wire = wire
  }

  /// Gives a command and waits for its end.
  ///
  /// `proceed` tells what to say to each invitation to go on that no literal asked for; without an
  /// answer the server's invitation is none.
  func ask(
    _ parts: [Part],
    proceed: (String) -> Part? = { _ in nil }
  ) throws(IMAPError) -> Answer {
    try checkQuiet()
    number += 1
    let tag = "t\(number)"
    var responses: [IMAPResponse] = []
    var line = Part.text(tag + " ").bytes
    var shown = tag + " "
    for part in parts {
      shown += part.shown
      guard case .literal(let octets) = part else {
        line += part.bytes
        continue
      }
      let isFree = canSendFreely(octets.count)
      line += Array("{\(octets.count)\(isFree ? "+" : "")}\r\n".utf8)
      if !isFree {
        wire.trace.client(shown)
        shown = ""
        try wire.send(line)
        line = []
        if let refusal = try end(of: tag, &responses, isInvited: true) {
          guard refusal.kind != .ok else { throw wire.failed(.badReply(.unasked)) }
          return Answer(status: refusal, responses: responses)
        }
      }
      line += octets
    }
    wire.trace.client(shown)
    try wire.send(line + Array("\r\n".utf8))
    while true {
      if let status = try end(of: tag, &responses, proceed: proceed) {
        return Answer(status: status, responses: responses)
      }
    }
  }

  /// Whether a literal may follow at once.
  ///
  /// Source: RFC 7888 §4 and §5.
  private func canSendFreely(_ count: Int) -> Bool {
    capabilities.contains("LITERAL+") || count <= 4096 && capabilities.contains("LITERAL-")
  }

  /// Collects responses up to the command's end, or to the invitation that it waits for: nil.
  private func end(
    of tag: String,
    _ responses: inout [IMAPResponse],
    isInvited: Bool = false,
    proceed: (String) -> Part? = { _ in nil }
  ) throws(IMAPError) -> IMAPStatus? {
    while true {
      let response: IMAPResponse
      do throws(IMAPError) {
        response = try wire.response()
      } catch .hungUp {
        throw goodbye.map { .bye(words: $0) } ?? .hungUp
      }
      switch response {
      case .status(let status, tag: tag): return status
      case .status(_, .some): throw wire.failed(.badReply(.unasked))
      case .continuation(let text):
        if isInvited { return nil }
        guard let answer = proceed(text) else { throw wire.failed(.badReply(.unasked)) }
        wire.trace.client(answer.shown)
        try wire.send(answer.bytes + Array("\r\n".utf8))
      case .status(let status, nil):
        if status.kind == .bye { goodbye = status.text }
        try keep(response, &responses)
      case .data: try keep(response, &responses)
      }
    }
  }

  private func keep(
    _ response: IMAPResponse,
    _ responses: inout [IMAPResponse]
  ) throws(IMAPError) {
    guard responses.count < Self.responseLimit else { throw wire.failed(.badReply(.endless)) }
    responses.append(response)
  }

  /// Passes over what the server tells by itself; throws when that would end a command that was not
  /// given yet.
  private func checkQuiet() throws(IMAPError) {
    for _ in 0..<Self.responseLimit {
      switch try wire.pending() {
      case nil: return
      case .data, .status(_, tag: nil): continue
      case .status(_, .some), .continuation: throw wire.failed(.badReply(.unasked))
      }
    }
    throw wire.failed(.badReply(.endless))
  }
}

extension IMAPDialogue.Part {
  fileprivate var bytes: [UInt8] {
    switch self {
    case .text(let text), .secret(let text): Array(text.utf8)
    case .literal(let bytes): bytes
    }
  }

  fileprivate var shown: String {
    switch self {
    case .text(let text): text
    case .secret: "(masked)"
    case .literal(let bytes): "(\(bytes.count) octets)"
    }
  }
}
