import Rehearsal
import Synchronization

/// One client of a `FaultyServer`.
struct FaultyConversation {
  private let connection: LoopbackConnection
  private let server: FaultyServer
  private var buffer: [UInt8] = []
  private var recipient: String?
  /// Whether the recipient of the transaction was refused.
  private var isRefused = false
  private var hasGreeted = false
  private var isInTransaction = false
  private var hasLogin = false
  /// Which letter this is, from 0, among all that were begun and not interrupted.
  private var letter = 0
  /// Whether the fault happened here.
  private var isBroken = false
  /// Whether one letter may be begun after the fault.
  private var mayBegin = false
  /// Whether a letter was named along with the dot before it, and so before that was answered.
  private var isNamed = false
  private var isOver = false

  init(_ connection: LoopbackConnection, _ server: FaultyServer) {
    self.connection = connection
    self.server = server
    letter = server.state.withLock { $0.letters }
  }

  mutating func play() {
    answer(.greeting, "220 test ready")
    while !isOver {
      let stage = expected
      if fails(stage, .before) { continue }
      if fails(stage, .middle, after: 3) { continue }
      guard let line = takeLine() else { return }
      obey(line)
    }
  }

  /// What a client that behaves would ask now.
  private var expected: FaultyServer.Stage {
    if server.fault?.stage == .starttls, hasGreeted { return .starttls }
    if !hasGreeted { return .ehlo }
    if server.manner.wantsLogin, !hasLogin { return .auth }
    if isRefused { return .rset }
    if isInTransaction { return recipient == nil ? .rcpt : .data }
    return letter >= server.manner.letters ? .quit : .mail
  }

  private mutating func obey(_ line: String) {
    let words = line.split(separator: " ")
    switch words.first?.uppercased() {
    case "EHLO": greet()
    case "HELO":
      hasGreeted = true
      send("250 test")
    case "STARTTLS": answer(.starttls, "220 go ahead")
    case "AUTH": logIn(hasPassword: words.count > 2)
    case "MAIL": begin()
    case "RCPT": takeRecipient(line)
    case "DATA": takeText()
    case "RSET":
      answer(.rset, "250 2.0.0 ok")
      forget()
    case "QUIT":
      answer(.quit, "221 2.0.0 bye")
      isOver = true
    default: send("500 5.5.1 what is '\(words.first ?? "")'")
    }
  }

  private mutating func greet() {
    hasGreeted = true
    var offers = server.manner.offers
    if server.manner.wantsLogin { offers.append("AUTH PLAIN LOGIN") }
    if server.fault?.stage == .starttls { offers.append("STARTTLS") }
    let lines = ["test"] + offers
    let reply = lines.enumerated().map { index, line in
      "250\(index == lines.count - 1 ? " " : "-")\(line)"
    }
    answer(.ehlo, reply.joined(separator: "\r\n"))
  }

  private mutating func logIn(hasPassword: Bool) {
    if !hasPassword {
      answer(.auth, "334 ")
      guard !isOver, !fails(.password, .before), !fails(.password, .middle, after: 3) else {
        return
      }
      guard takeLine() != nil else { return isOver = true }
    }
    hasLogin = true
    answer(hasPassword ? .auth : .password, "235 2.7.0 welcome")
  }

  private mutating func begin() {
    // What was on its way already is no letter more.
    if isBroken, !mayBegin, !isNamed { server.state.withLock { $0.isReused = true } }
    mayBegin = false
    isNamed = false
    if isInTransaction { return send("503 5.5.1 one after the other") }
    answer(.mail, "250 2.1.0 ok") { $0.isInTransaction = true }
  }

  private mutating func takeRecipient(_ line: String) {
    guard isInTransaction else { return send("503 5.5.1 from whom?") }
    let address = line.split(separator: "<").last?.split(separator: "@").first.map(String.init)
    if server.manner.refusesRecipient, letter == server.fault?.letter {
      isRefused = true
      return send("550 5.1.1 nobody of that name")
    }
    answer(.rcpt, "250 2.1.5 ok") { $0.recipient = address }
  }

  private mutating func takeText() {
    guard isInTransaction, recipient != nil else { return send("554 5.5.1 to whom?") }
    var mayGoOn = false
    answer(.data, "354 go on") { _ in mayGoOn = true }
    guard mayGoOn, !fails(.text, .before), !fails(.text, .middle, after: 10) else { return }
    while let line = takeLine() {
      if line == "." { return take() }
      // The last line of every letter of the tests.
      guard line == "Sam" else { continue }
      if fails(.text, .after) || fails(.dot, .before) || fails(.dot, .middle, after: 1) { return }
    }
    isOver = true
  }

  /// The dot has come: from here on the server may have taken the letter, whatever it says.
  private mutating func take() {
    let id = recipient ?? ""
    let saysNo = server.fault.map { fault in
      fault.stage == .dot && fault.letter == letter && !server.isFaultDone && fault.deed.saysNo
    }
    if saysNo != true { server.state.withLock { $0.taken[id, default: 0] += 1 } }
    answer(.dot, "250 2.0.0 taken")
    forget()
  }

  private mutating func forget() {
    isInTransaction = false
    isRefused = false
    recipient = nil
    letter += 1
    server.state.withLock { $0.letters = max($0.letters, letter) }
  }
}

extension FaultyConversation {
  private mutating func answer(
    _ stage: FaultyServer.Stage,
    _ words: String,
    then: (inout FaultyConversation) -> Void = { _ in }
  ) {
    if fails(stage, .after) {
      // What is only late was meant.
      if case .late = server.fault?.deed { then(&self) }
      if server.fault?.deed.saysYes == true { then(&self) }
      return
    }
    send(words)
    then(&self)
  }

  private func send(_ words: String) {
    _ = connection.send(Array("\(words)\r\n".utf8))
  }

  /// Does what is to go wrong, if this is its moment; true when it was.
  private mutating func fails(
    _ stage: FaultyServer.Stage,
    _ moment: FaultyServer.Moment,
    after count: Int = 0
  ) -> Bool {
    guard let fault = server.fault, fault.stage == stage, fault.moment == moment, !isBroken,
      stage.isBeforeLetters || fault.letter == letter, !server.isFaultDone
    else { return false }
    while buffer.count < count {
      guard fetch() else {
        isOver = true
        return true
      }
    }
    server.state.withLock { state in
      state.isFaultDone = true
      // The letter is over, as far as the count of letters goes.
      if !stage.isBeforeLetters { state.letters = max(state.letters, letter + 1) }
    }
    isBroken = true
    mayBegin = stage == .mail && moment != .after
    perform(fault.deed, stage)
    return true
  }

  private mutating func perform(_ deed: FaultyServer.Deed, _ stage: FaultyServer.Stage) {
    switch deed {
    case .hangUp: isOver = true
    case .reset:
      connection.endWithReset()
      isOver = true
    case .silence: drain()
    case .late(let milliseconds):
      RehearsalThread.pause(milliseconds: UInt32(milliseconds))
      send(stage.yes)
    case .send(let bytes): _ = connection.send(bytes)
    case .sendAndHangUp(let bytes):
      _ = connection.send(bytes)
      isOver = true
    case .sendAndFallSilent(let bytes):
      _ = connection.send(bytes)
      drain()
    case .endless(let bytes):
      while !server.isStopping, connection.send(bytes, milliseconds: 200) {}
      isOver = true
    }
  }

  private mutating func drain() {
    while !server.isStopping {
      if case .end = connection.receive(milliseconds: 50) { break }
    }
    isOver = true
  }

  /// Whether a line that has come, and was not read yet, begins with a word.
  private func hasLine(_ word: String) -> Bool {
    buffer.split(separator: 0x0A).contains { $0.starts(with: word.utf8) }
  }

  private mutating func takeLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 0x0A) {
        let line = buffer[..<end].filter { $0 != 0x0D }
        buffer.removeFirst(end + 1)
        if line == [UInt8(ascii: ".")] { isNamed = hasLine("MAIL") }
        return String(decoding: line, as: UTF8.self)
      }
      guard fetch() else {
        isOver = true
        return nil
      }
    }
  }

  private mutating func fetch() -> Bool {
    while !server.isStopping {
      switch connection.receive(milliseconds: 50) {
      case .bytes(let bytes):
        buffer += bytes
        return true
      case .nothing: continue
      case .end: return false
      }
    }
    return false
  }
}

extension FaultyServer.Stage {
  /// Whether it comes once a connection and has nothing to do with a letter.
  package var isBeforeLetters: Bool {
    switch self {
    case .greeting, .ehlo, .starttls, .auth, .password, .quit: true
    case .mail, .rcpt, .data, .text, .dot, .rset: false
    }
  }

  /// What a server says there when all is well.
  var yes: String {
    switch self {
    case .greeting, .starttls: "220 ready"
    case .auth: "334 "
    case .password: "235 2.7.0 welcome"
    case .data: "354 go on"
    case .quit: "221 bye"
    case .ehlo, .mail, .rcpt, .text, .dot, .rset: "250 2.0.0 ok"
    }
  }
}

extension FaultyServer.Deed {
  private var octets: [UInt8] {
    switch self {
    case .send(let octets), .sendAndHangUp(let octets), .sendAndFallSilent(let octets): octets
    case .hangUp, .reset, .silence, .late, .endless: []
    }
  }

  /// Whether it is a whole reply that refuses.
  var saysNo: Bool {
    octets.last == 0x0A && (octets.starts(with: [0x34]) || octets.starts(with: [0x35]))
  }

  /// Whether the client may take it for a yes.
  var saysYes: Bool {
    octets.last == 0x0A && (octets.starts(with: [0x32]) || octets.starts(with: [0x33]))
  }
}
