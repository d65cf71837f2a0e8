import ArgumentParser
import Outbox

/// `touchbase queue verify`.
struct QueueVerify: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Prove that every letter in the outbox is byte for byte what was approved.",
    discussion: "Looks at all that was ever sent, and changes nothing."
  )

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let verification = try session.outbox().verify(for: session.holder("queue verify"))
    if json.isWanted {
      session.output.bytes(try Self.json(verification).encoded())
    } else {
      for finding in verification.findings { session.output.line("\(finding)", style: .warning) }
      session.output.line(Self.sum(verification))
    }
    if !verification.findings.isEmpty { throw ExitStatus.attention }
  }

  private static func sum(_ verification: Verification) -> String {
    let count = verification.soundCount
    if count == 0, verification.findings.isEmpty { return "Nothing was approved yet." }
    let letters = count == 1 ? "1 letter is" : "\(count) letters are"
    let sum = "\(letters) byte for byte what you approved"
    switch verification.findings.count {
    case 0: return "\(sum). Nothing is missing."
    case 1: return "\(sum). One thing is not as it should be."
    case let count: return "\(sum). \(count) things are not as they should be."
    }
  }

  private static func json(_ verification: Verification) -> JSONValue {
    [
      "sound": .integer(verification.soundCount),
      "findings": .array(
        verification.findings.map { finding in
          [
            "kind": .string(finding.kind.word),
            "id": .text(finding.id),
            "path": .text(finding.path),
            "message": .string("\(finding)"),
          ]
        }
      ),
    ]
  }
}
