import Rehearsal

/// One connection of a `ScriptedServer`.
package struct ScriptedConnection {
  private(set) var received: [UInt8] = []
  private let connection: LoopbackConnection
  private var consumed = 0
  private var hasGone = false

  init(_ connection: LoopbackConnection) {
    self.connection = connection
  }

  /// Plays one line; returns what was wrong.
  mutating func play(_ line: Substring) -> String? {
    let rest = line.dropFirst(2)
    let argument = rest.first == " " ? rest.dropFirst() : rest
    if line.hasPrefix("S:") {
      _ = connection.send(Array("\(argument)\r\n".utf8))
      return nil
    }
    if line.hasPrefix("C:") { return expect(argument) }
    let words = line.split(separator: " ", maxSplits: 2)
    guard line.hasPrefix("! "), words.count >= 2 else { return "no such line: \(line)" }
    return act(String(words[1]), words.count > 2 ? words[2] : "")
  }

  private mutating func expect(_ pattern: Substring) -> String? {
    guard let line = takeLine() else { return "'\(pattern)' was expected, the client went" }
    let fits = pattern.last == "*" ? line.hasPrefix(pattern.dropLast()) : line == pattern
    return fits ? nil : "'\(pattern)' was expected, '\(line)' came"
  }

  private mutating func act(_ verb: String, _ argument: Substring) -> String? {
    switch verb {
    case "text": while let line = takeLine(), line != "." {}
    case "take":
      guard let count = Int(argument), take(count) else { return "fewer octets came" }
    case "raw": _ = connection.send(Self.octets(argument))
    case "endless": while connection.send(Self.octets(argument), milliseconds: 200) {}
    case "wait": RehearsalThread.pause(milliseconds: UInt32(argument) ?? 0)
    case "quiet": return expectSilence(milliseconds: Int32(argument) ?? 0)
    case "gone": return expectEnd()
    case "drain": return takeToTheEnd()
    case "finish": connection.finish()
    case "reset": connection.endWithReset()
    default: return "no such step: \(verb)"
    }
    return nil
  }

  /// What the client said before it was asked, within so long.
  private mutating func expectSilence(milliseconds: Int32) -> String? {
    if received.count == consumed,
      case .bytes(let bytes) = connection.receive(milliseconds: milliseconds)
    {
      received.append(contentsOf: bytes)
    }
    let rest = String(decoding: received[consumed...], as: UTF8.self)
    return rest.isEmpty ? nil : "nothing was expected, '\(rest)' came"
  }

  /// What the client said before it went, which should be nothing.
  private mutating func expectEnd() -> String? {
    takeToTheEnd() ?? expectSilence(milliseconds: 0)
  }

  private mutating func takeToTheEnd() -> String? {
    while fetch() {}
    return hasGone ? nil : "the client did not go"
  }

  private mutating func takeLine() -> String? {
    while true {
      let rest = received[consumed...]
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        consumed = end + 1
        let line = rest[..<end]
        return String(
          decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line,
          as: UTF8.self
        )
      }
      guard fetch() else { return nil }
    }
  }

  private mutating func take(_ count: Int) -> Bool {
    while received.count - consumed < count {
      guard fetch() else { return false }
    }
    consumed += count
    return true
  }

  /// Waits up to ten seconds for more; false when none came.
  private mutating func fetch() -> Bool {
    let came = connection.receive(milliseconds: 10_000)
    hasGone = came == .end
    guard case .bytes(let bytes) = came else { return false }
    received.append(contentsOf: bytes)
    return true
  }

  /// The octets of a text in which \r \n \0 \t \e and \\ are spelled out.
  package static func octets(_ text: Substring) -> [UInt8] {
    var octets: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        let meanings: [UInt8: UInt8] = [0x72: 13, 0x6E: 10, 0x30: 0, 0x74: 9, 0x65: 27]
        octets.append(meanings[byte] ?? byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else {
        octets.append(byte)
      }
    }
    return octets
  }
}
