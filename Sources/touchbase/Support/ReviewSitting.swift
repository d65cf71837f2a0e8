import Correspondence
import DurableFiles
import Outbox

/// One sitting over the drafts: editor, screen, key, next.
struct ReviewSitting {
  private let session: Session
  private let editor: Editor
  private let paths: [String]
  private let screen: ReviewScreen
  private var undoable: [Undo] = []
  private var queued = 0

  /// What `u` takes back.
  private enum Undo {
    case approval(id: String, position: Int)
    case deletion(bytes: [UInt8], position: Int)
  }

  /// What comes after a draft.
  private enum Step {
    case next
    case again
    case back(to: Int)
    case quit
  }

  init(session: Session, editor: Editor, paths: [String]) {
    self.session = session
    self.editor = editor
    self.paths = paths
    screen = ReviewScreen(output: session.output)
  }

  /// Goes through the drafts until the last one, or until the person stops.
  mutating func run() throws {
    var position = 0
    sitting: while position < paths.count {
      switch try visit(position) {
      case .next, .again: position += 1
      case .back(let earlier): position = earlier
      case .quit: break sitting
      }
    }
    screen.showEnd(queued: queued, left: try session.draftFolder.paths().count)
  }

  /// One draft, from the editor to the key that leaves it.
  private mutating func visit(_ position: Int) throws -> Step {
    guard var review = try review(paths[position]) else { return .next }
    if !review.draft.openPlaces.isEmpty { review = try edit(review) ?? review }
    while true {
      guard let current = try self.review(paths[position]) else { return .next }
      review = current
      screen.show(review, number: position + 1, of: paths.count)
      let step = try answer(review, position)
      if case .again = step { continue }
      return step
    }
  }

  private mutating func answer(_ review: Correspondence.Review, _ position: Int) throws -> Step {
    let isReady = review.isReady()
    // A place that is not written yet is never meant.
    let allowable = Set(CheckName.allCases).subtracting([.unfinished, .empty])
    let canBeAllowed = !isReady && review.isReady(allowing: allowable)
    guard let key = screen.key(isReady: isReady, canBeAllowed: canBeAllowed) else { return .quit }
    switch key {
    case "y" where isReady: return try approve(review, position)
    case "m" where canBeAllowed:
      return try approve(review, position, allowing: Set(review.findings.map(\.name)))
    case "e":
      _ = try edit(review)
      return .again
    case "b":
      screen.showBrief(review.draft)
      return .again
    case "n": return .next
    case "d": return try delete(review, position)
    case "u": return try undo()
    case "q": return .quit
    default: return .again
    }
  }

  /// Approves what was on the screen; a file that was saved since is shown again instead.
  private mutating func approve(
    _ review: Correspondence.Review,
    _ position: Int,
    allowing allowed: Set<CheckName> = []
  ) throws -> Step {
    guard let present = try self.review(paths[position]),
      present.draft.source == review.draft.source
    else {
      session.output.line("The file was changed meanwhile: read it again.", style: .warning)
      return .again
    }
    let approver = Approver(session: session, reviewer: try session.reviewer())
    switch try approver.approve([review], allowing: allowed).first {
    case .approved(let id):
      undoable.append(.approval(id: id, position: position))
      queued += 1
      return .next
    case .failed(let reason):
      session.output.line(reason, style: .error)
      return .again
    case .refused, nil: return .again
    }
  }

  private mutating func delete(_ review: Correspondence.Review, _ position: Int) throws -> Step {
    guard try session.draftFolder.remove(review.draft) else { return .again }
    undoable.append(.deletion(bytes: review.draft.source, position: position))
    session.output.line("Deleted; u takes it back.")
    return .next
  }

  private mutating func undo() throws -> Step {
    guard let last = undoable.popLast() else {
      session.output.line("There is nothing to take back.")
      return .again
    }
    switch last {
    case .approval(let id, let position):
      let path = try session.withdraw(try session.outbox().entry(id))
      queued -= 1
      session.output.line("Back from the outbox: \(path)")
      return .back(to: position)
    case .deletion(let bytes, let position):
      let path = try session.draftFolder.restore(bytes, path: paths[position])
      session.output.line("Back: \(path)")
      return .back(to: position)
    }
  }

  /// Opens the editor at the first place; what an editor that failed left is looked at as it is.
  private func edit(_ review: Correspondence.Review) throws -> Correspondence.Review? {
    let path = session.workspace.path(review.draft.path)
    do throws(CommandFailure) {
      try editor.open(path, line: review.draft.firstPlaceLine)
    } catch {
      session.output.failure(error)
    }
    guard let edited = try self.review(review.draft.path) else { return nil }
    if edited.draft.source.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) {
      try session.files.replaceFile(path, with: review.draft.source)
      session.output.warning("the editor left an empty file; the draft is as it was before")
    }
    return edited
  }

  /// The draft as it is on the disk now; nil when it is gone.
  private func review(_ path: String) throws -> Correspondence.Review? {
    do {
      return try session.reviewer().review(try session.draftFolder.read(path))
    } catch let error as FileSystemError where error.isNotFound {
      return nil
    }
  }
}
