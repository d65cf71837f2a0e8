import FoundationEssentials
import MailMessage
import TestSupport
import Testing

/// Mails made by chance, which Python's `email` reads by both of its policies as they were meant.
@Suite(.enabled(if: CommandRun.find("python3") != nil, "needs python3"))
struct GeneratedMailTests {
  /// What is meant by a mail.
  struct Truth: Decodable {
    let mail: String
    let structure: [String]
    let files: [[String]]
    let subject: String
    let to: [[String]]
    let date: Int64
    let text: String
    let html: String?
    let disagreements: [String]
  }

  static func truths(seed: UInt32, count: Int) throws -> [Truth] {
    let script =
      URL(fileURLWithPath: #filePath).deletingLastPathComponent().path
      + "/Fixtures/generated-mail.py"
    let run = try CommandRun("python3", script, "\(seed)", "\(count)")
    try #require(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: 0x0A).map {
      try JSONDecoder().decode(Truth.self, from: Data($0))
    }
  }

  @Test func `a mail in any charset and form is read as it was meant, with either line end`() throws
  {
    let seed = UInt32.random(in: 0...UInt32.max)
    for truth in try Self.truths(seed: seed, count: 300) {
      #expect(truth.disagreements.isEmpty, "Python alone, seed \(seed)")
      let bytes = Array(try #require(Data(base64Encoded: truth.mail)))
      expect(Message(bytes), truth, seed)
      // What is 8bit in a charset of two octets may hold a CR that ends no line.
      let twin = Message(
        String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
          ? Array(String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").utf8) : bytes
      )
      expect(twin, truth, seed)
    }
  }

  private func expect(_ message: Message, _ truth: Truth, _ seed: UInt32) {
    let parts = message.root.allParts
    let structure = parts.map { part in
      part.contentType.mediaType + (part.fileName.map { "; \($0)" } ?? "")
    }
    #expect(structure == truth.structure, "seed \(seed)")
    let files = message.attachments.map { part in
      [part.fileName ?? "", Data(part.contents().value).base64EncodedString()]
    }
    #expect(files == truth.files, "seed \(seed)")
    #expect(message.subject == truth.subject, "seed \(seed)")
    #expect(message.to.map { [$0.displayName ?? "", "\($0.address)"] } == truth.to, "seed \(seed)")
    #expect(message.date?.secondsSinceEpoch == truth.date, "seed \(seed)")
    #expect(withoutLastLineEnds(message.text) == truth.text, "seed \(seed)")
    #expect(withoutLastLineEnds(message.html) == truth.html, "seed \(seed)")
    #expect(message.allProblems().isEmpty, "\(message.allProblems()), seed \(seed)")
  }

  private func withoutLastLineEnds(_ text: String?) -> String? {
    guard var text else { return nil }
    while text.last == "\n" { text.removeLast() }
    return text
  }

  @Test func `what is left of a mail after chance has been at it is read too`() throws {
    let seed = UInt32.random(in: 0...UInt32.max)
    var dice = Dice()
    for truth in try Self.truths(seed: seed, count: 100) {
      let whole = Array(try #require(Data(base64Encoded: truth.mail)))
      for _ in 0..<5 {
        var bytes = whole
        for _ in 0...dice.number(below: 4) { Self.damage(&bytes, &dice) }
        let message = Message(bytes)
        #expect(message.headerBytes + message.body == bytes, "seed \(seed), \(dice)")
        let offsets = message.allProblems().map(\.offset)
        #expect(offsets.allSatisfy { (0...bytes.count).contains($0) }, "seed \(seed), \(dice)")
        _ = (message.text, message.html, message.attachments.map(\.fileName), message.to)
      }
    }
  }

  private static func damage(_ bytes: inout [UInt8], _ dice: inout Dice) {
    guard !bytes.isEmpty else { return }
    let place = dice.number(below: bytes.count)
    switch dice.number(below: 4) {
    case 0: bytes.removeSubrange(place..<min(place + dice.number(below: 80), bytes.count))
    case 1: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
    case 2: bytes.insert(contentsOf: bytes.dropFirst(place).prefix(60), at: place)
    default: bytes.removeLast(dice.number(below: bytes.count))
    }
  }
}
