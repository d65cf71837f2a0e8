import ArgumentParser
import Correspondence

/// `touchbase approve`: the gate without the conversation.
struct Approve: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "approve",
    abstract: "Put drafts that you have read into the outbox; named ones only."
  )

  @Argument(
    help: ArgumentHelp(
      "The drafts: files, or the people they are for; - for a list of them on standard input.",
      valueName: "draft"
    )
  )
  var drafts: [String]

  @Option(
    help: ArgumentHelp("A check to let pass; may be given several times.", valueName: "check")
  )
  var allow: [String] = []

  @Option(
    help: ArgumentHelp(
      "The earliest moment to send them at: \"tomorrow 9:00\", \"friday\", \"2026-12-24 18:00\".",
      valueName: "moment"
    )
  )
  var at: String?

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let notBefore = try at.map { try MomentPhrase.moment($0, now: session.clock.now) }
    let allowed = Set(try allow.map(Self.check))
    let (all, reviewer) = try session.draftsAndReviewer()
    let reviews = reviewer.review(try session.drafts(try names(), among: all))
    Remains.leave(all, reviewer, reviews)
    let outcomes = try Approver(session: session, reviewer: reviewer, notBefore: notBefore)
      .approve(reviews, allowing: allowed)
    if json.isWanted {
      let rows = zip(reviews, outcomes).map(Self.json)
      session.output.bytes(try JSONValue.array(rows).encoded())
    } else {
      session.output.lines(zip(reviews, outcomes).flatMap(Self.lines))
      if let notBefore, outcomes.contains(where: \.isApproved) {
        let moment = notBefore.inWords(today: session.clock.today)
        session.output.line("Not sent before \(moment).")
      }
      if outcomes.contains(where: \.isApproved) { session.output.next("touchbase send") }
    }
    if !outcomes.allSatisfy(\.isApproved) { throw ExitStatus.attention }
  }

  /// Who is named, with the lines of standard input in place of `-`.
  private func names() throws -> [String] {
    guard drafts.contains("-") else { return drafts }
    var names = drafts.filter { $0 != "-" }
    while let line = readLine() {
      let name = line.drop(while: \.isWhitespace)
      guard let end = name.lastIndex(where: { !$0.isWhitespace }) else { continue }
      names.append(String(name[...end]))
    }
    // No name at all would mean every draft.
    guard !names.isEmpty else {
      throw CommandFailure(
        .usage,
        "standard input names no draft",
        hints: ["one on each line: ls drafts/*.eml | touchbase approve -"]
      )
    }
    return names
  }

  private static func lines(
    _ review: Correspondence.Review,
    _ outcome: Approver.Outcome
  ) -> [String] {
    let path = review.draft.path
    return switch outcome {
    case .approved(let id): ["\(path) approved as \(id)"]
    case .refused(let findings):
      findings.map { $0.rendered(path: path) } + ["\(path) not approved"]
    case .failed(let reason): ["\(path) not approved: \(reason)"]
    }
  }

  private static func json(
    _ review: Correspondence.Review,
    _ outcome: Approver.Outcome
  ) -> JSONValue {
    let (id, findings): (String?, [Finding]) =
      switch outcome {
      case .approved(let id): (id, [])
      case .refused(let findings): (nil, findings)
      case .failed: (nil, [])
      }
    return [
      "draft": .string(review.draft.path),
      "id": .text(id),
      "status": .string(id == nil ? "refused" : "approved"),
      "findings": .array(findings.map(\.json)),
    ]
  }

  private static func check(_ name: String) throws -> CheckName {
    if let check = CheckName(rawValue: name) { return check }
    let names = CheckName.allCases.map(\.rawValue)
    throw CommandFailure(
      .usage,
      "no check is called '\(name)'",
      hints: [
        Similarity.closest(to: name, among: names).map { "did you mean '\($0)'?" }
          ?? "the checks are \(names.joined(separator: ", "))"
      ]
    )
  }
}

extension Approver.Outcome {
  /// Whether the letter is in the outbox.
  var isApproved: Bool {
    switch self {
    case .approved: true
    case .refused, .failed: false
    }
  }
}
