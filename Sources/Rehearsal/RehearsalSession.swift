import MailMessage

/// The server's side of one conversation: bytes in, bytes out, mails delivered on the way.
///
/// Source: RFC 5321, RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 6531 (SMTPUTF8), RFC 2920
/// (PIPELINING), RFC 2034 (ENHANCEDSTATUSCODES).
struct RehearsalSession {
  private enum State {
    case command
    case text
    case over
  }

  private enum SenderPath {
    case none
    case bounce
    case address(EmailAddress)
  }

  private let limits: RehearsalLimits
  private let deliver: (RehearsedMail) throws -> String
  private var state = State.command
  private var line: [UInt8] = []
  private var isLineTooLong = false
  private var text: TextReceiver
  private var helloName: String?
  private var sender = SenderPath.none
  private var recipients: [EmailAddress] = []
  private var errors = 0
  private var output: [UInt8] = []

  /// Begins a conversation.
  ///
  /// - Parameters:
  ///   - limits: What the client may cost.
  ///   - deliver: Stores a mail for good and returns the name under which it is found.
  init(limits: RehearsalLimits, deliver: @escaping (RehearsedMail) throws -> String) {
    self.limits = limits
    self.deliver = deliver
    text = TextReceiver(limit: limits.mailSize)
    say("220 localhost ESMTP touchbase rehearsal")
  }

  /// Whether the connection is to be closed once the output has been sent.
  var isOver: Bool { state == .over }

  /// What is to be sent, which is then forgotten.
  mutating func takeOutput() -> [UInt8] {
    defer { output = [] }
    return output
  }

  /// Takes bytes that the client sent.
  mutating func receive(_ bytes: [UInt8]) {
    for byte in bytes {
      switch state {
      case .command: takeInCommand(byte)
      case .text: if text.take(byte) { finishText() }
      case .over: return
      }
    }
  }

  /// Says that the client was silent for too long.
  mutating func timeOut() {
    say("421 4.4.2 localhost you were silent for too long")
    state = .over
  }

  private mutating func takeInCommand(_ byte: UInt8) {
    guard byte == UInt8(ascii: "\n") else {
      if line.count <= limits.commandLength { line.append(byte) } else { isLineTooLong = true }
      return
    }
    let bytes = line
    let wasTooLong = isLineTooLong
    (line, isLineTooLong) = ([], false)
    if wasTooLong { return refuse("500 5.5.6 line too long") }
    guard bytes.last == UInt8(ascii: "\r"), !bytes.dropLast().contains(UInt8(ascii: "\r")),
      !bytes.contains(0), let command = String(validating: bytes.dropLast(), as: UTF8.self)
    else { return refuse("500 5.5.2 a command is a line of UTF-8 that ends with CR LF") }
    obey(command)
  }

  private mutating func obey(_ command: String) {
    let verb = command.prefix { $0 != " " }.uppercased()
    let argument = command.dropFirst(verb.count).drop { $0 == " " }
    switch verb {
    case "EHLO": greet(argument, extended: true)
    case "HELO": greet(argument, extended: false)
    case "MAIL": begin(argument)
    case "RCPT": addRecipient(argument)
    case "DATA": beginText(argument)
    case "RSET":
      forget()
      say("250 2.0.0 forgotten")
    case "NOOP": say("250 2.0.0 nothing done")
    case "VRFY": say("252 2.1.5 try it")
    case "QUIT":
      say("221 2.0.0 goodbye")
      state = .over
    default: refuse("500 5.5.1 '\(verb.prefix(20))' is not known here")
    }
  }

  private mutating func greet(_ name: Substring, extended: Bool) {
    guard !name.isEmpty else { return refuse("501 5.5.4 say who you are") }
    forget()
    helloName = String(name)
    guard extended else { return say("250 localhost") }
    let extensions = [
      "localhost", "PIPELINING", "SIZE \(limits.mailSize)", "8BITMIME", "SMTPUTF8",
      "ENHANCEDSTATUSCODES",
    ]
    for word in extensions.dropLast() { say("250-\(word)") }
    say("250 \(extensions[extensions.count - 1])")
  }

  private mutating func begin(_ argument: Substring) {
    guard helloName != nil else { return refuse("503 5.5.1 EHLO first") }
    guard case .none = sender else { return refuse("503 5.5.1 one sender is enough") }
    guard let path = SMTPPath(argument, after: "FROM:") else {
      return refuse("501 5.1.7 write MAIL FROM:<address>")
    }
    for parameter in path.parameters {
      if let problem = problem(with: parameter) { return refuse(problem) }
    }
    sender = path.address.map(SenderPath.address) ?? .bounce
    say("250 2.1.0 sender taken")
  }

  private func problem(with parameter: Substring) -> String? {
    let words = parameter.uppercased().split(separator: "=", maxSplits: 1)
    switch words.first {
    case "SIZE" where words.count == 2:
      guard let size = Int(words[1]), size >= 0 else { return "501 5.5.4 SIZE is a number" }
      return size > limits.mailSize ? "552 5.3.4 at most \(limits.mailSize) octets" : nil
    case "BODY" where words.last == "7BIT" || words.last == "8BITMIME": return nil
    case "SMTPUTF8" where words.count == 1: return nil
    default: return "555 5.5.4 a parameter is not known here"
    }
  }

  private mutating func addRecipient(_ argument: Substring) {
    if case .none = sender { return refuse("503 5.5.1 MAIL first") }
    guard let path = SMTPPath(argument, after: "TO:"), let address = path.address else {
      return refuse("501 5.1.3 write RCPT TO:<address>")
    }
    guard path.parameters.isEmpty else {
      return refuse("555 5.5.4 a parameter is not known here")
    }
    guard recipients.count < limits.recipients else {
      return refuse("452 4.5.3 too many recipients")
    }
    recipients.append(address)
    say("250 2.1.5 recipient taken")
  }

  private mutating func beginText(_ argument: Substring) {
    guard argument.isEmpty else { return refuse("501 5.5.4 DATA stands alone") }
    guard !recipients.isEmpty else { return refuse("503 5.5.1 RCPT first") }
    text = TextReceiver(limit: limits.mailSize)
    state = .text
    say("354 go on, and end with a line of one dot")
  }

  private mutating func finishText() {
    state = .command
    let received = text
    text = TextReceiver(limit: limits.mailSize)
    defer { forget() }
    if received.isTooLarge { return refuse("552 5.3.4 at most \(limits.mailSize) octets") }
    if received.hasBareLineEnd { return refuse("550 5.6.0 a line end that is not CR LF") }
    do {
      say("250 2.0.0 delivered as \(try deliver(mail(received.bytes)))")
    } catch {
      say("451 4.3.0 cannot write the mail")
    }
  }

  private func mail(_ bytes: [UInt8]) -> RehearsedMail {
    var address: EmailAddress?
    if case .address(let sender) = sender { address = sender }
    return RehearsedMail(
      helloName: helloName ?? "",
      sender: address,
      recipients: recipients,
      bytes: bytes
    )
  }

  private mutating func forget() {
    sender = .none
    recipients = []
  }

  private mutating func refuse(_ reply: String) {
    say(reply)
    errors += 1
    guard errors >= limits.errors else { return }
    say("421 4.7.0 localhost too many errors")
    state = .over
  }

  private mutating func say(_ reply: String) {
    output.append(contentsOf: reply.utf8)
    output.append(contentsOf: "\r\n".utf8)
  }
}
