import ArgumentParser
import Correspondence

/// `touchbase check`: the checks alone.
struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "What stands between the drafts and approval, as file:line:column."
  )

  @Argument(help: ArgumentHelp("Which drafts; all of them for none.", valueName: "draft"))
  var drafts: [String] = []

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let (all, reviewer) = try session.draftsAndReviewer()
    let reviews = reviewer.review(try session.drafts(drafts, among: all))
    Remains.leave(all, reviewer, reviews)
    if json.isWanted {
      session.output.bytes(try JSONValue.array(reviews.map(\.json)).encoded())
    } else {
      for review in reviews where !review.findings.isEmpty {
        session.output.line(review.rendered)
      }
      session.output.line(Self.sum(reviews))
    }
    if !reviews.allSatisfy({ $0.isReady() }) { throw ExitStatus.attention }
  }

  /// `10 drafts: 6 ready, 3 to finish, 1 ready with a remark`.
  private static func sum(_ reviews: [Correspondence.Review]) -> String {
    guard !reviews.isEmpty else { return "There are no drafts." }
    let clean = reviews.count { $0.findings.isEmpty }
    let blocked = reviews.count { !$0.isReady() }
    let remarked = reviews.count - clean - blocked
    let parts = [
      (clean, "ready"), (blocked, "to finish"), (remarked, "ready with a remark"),
    ].filter { $0.0 > 0 }
    let noun = reviews.count == 1 ? "draft" : "drafts"
    return "\(reviews.count) \(noun): " + parts.map { "\($0) \($1)" }.joined(separator: ", ")
  }
}
