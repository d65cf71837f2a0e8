import Contacts
import Correspondence
import DurableFiles
import Outbox

/// One draft at a time: card, editor, the letter as it will look, and a key.
struct DraftDesk {
  private let session: Session
  private let editor: Editor
  private let screen: ReviewScreen
  private var undoable: [Undo] = []
  /// How many letters were queued and not taken back.
  private(set) var queued = 0

  /// What `u` takes back.
  private enum Undo {
    case approval(id: String)
    case deletion(bytes: [UInt8], path: String)
  }

  /// How a visit to a draft ends.
  enum Step: Equatable {
    case queued
    /// It stays a draft.
    case kept
    case deleted
    /// Somebody removed the file.
    case gone
    /// What was done last is taken back, and this is the draft's path again.
    case undone(path: String)
    case quit
  }

  init(session: Session, editor: Editor) {
    self.session = session
    self.editor = editor
    screen = ReviewScreen(output: session.output)
  }

  /// Goes with the person through one draft, until a key leaves it.
  ///
  /// With a card first, unless the person has just seen one.
  mutating func visit(
    _ path: String,
    _ heading: ReviewScreen.Heading,
    hasSeenCard: Bool = false
  ) throws -> Step {
    guard let review = try review(path) else { return .gone }
    if !review.draft.openPlaces.isEmpty {
      if !hasSeenCard { screen.showCard(review.draft, heading) }
      try edit(review)
    }
    while let review = try self.review(path) {
      let key = screen.show(review, heading) ?? screen.key(keys(for: review))
      guard let key else { return .quit }
      if let step = try follow(key, review) { return step }
    }
    return .gone
  }

  private func keys(for review: Correspondence.Review) -> ReviewScreen.Keys {
    let isReady = review.isReady()
    // A place that is not written yet is never meant.
    let allowable = Set(CheckName.allCases).subtracting([.unfinished, .empty])
    return ReviewScreen.Keys(
      isReady: isReady,
      canBeAllowed: !isReady && review.isReady(allowing: allowable),
      isUndoable: !undoable.isEmpty,
      line: review.firstBlockedLine
    )
  }

  /// Does what a key says; nil where the same draft is to be shown again.
  private mutating func follow(
    _ key: Character,
    _ review: Correspondence.Review
  ) throws -> Step? {
    switch key {
    case "y": return try approve(review)
    case "m": return try approve(review, allowing: Set(review.findings.map(\.name)))
    case "e": try edit(review)
    case "b": screen.showBrief(review.draft)
    case "n": return .kept
    case "d": return try delete(review)
    case "u": return try undo()
    case "q": return .quit
    default: break
    }
    return nil
  }

  /// Approves what was on the screen; a file that was saved since is shown again instead.
  private mutating func approve(
    _ review: Correspondence.Review,
    allowing allowed: Set<CheckName> = []
  ) throws -> Step? {
    guard let present = try self.review(review.draft.path),
      present.draft.source == review.draft.source
    else { return readAgain() }
    let approver = Approver(session: session, reviewer: try session.reviewer())
    switch try approver.approve([review], allowing: allowed).first {
    case .approved(let id):
      undoable.append(.approval(id: id))
      queued += 1
      return .queued
    case .failed(let reason): session.output.line(reason, style: .error)
    case .refused, nil: break
    }
    return nil
  }

  private mutating func delete(_ review: Correspondence.Review) throws -> Step? {
    guard try session.draftFolder.remove(review.draft) else { return readAgain() }
    undoable.append(.deletion(bytes: review.draft.source, path: review.draft.path))
    session.output.line("Deleted; u takes it back.")
    return .deleted
  }

  private func readAgain() -> Step? {
    session.output.line("The file was changed meanwhile: read it again.", style: .warning)
    return nil
  }

  private mutating func undo() throws -> Step? {
    guard let last = undoable.popLast() else {
      session.output.line("There is nothing to take back.")
      return nil
    }
    switch last {
    case .approval(let id):
      let path = try session.withdraw(try session.outbox().entry(id))
      queued -= 1
      session.output.line("Back from the outbox: \(path)")
      return .undone(path: path)
    case .deletion(let bytes, let path):
      let restored = try session.draftFolder.restore(bytes, path: path)
      session.output.line("Back: \(restored)")
      return .undone(path: restored)
    }
  }

  /// Opens the editor where something is to be written; what an editor that failed left is looked at
  /// as it is.
  private func edit(_ review: Correspondence.Review) throws {
    let path = session.workspace.path(review.draft.path)
    do throws(CommandFailure) {
      try editor.open(path, line: review.firstBlockedLine ?? review.draft.firstPlaceLine)
    } catch {
      session.output.failure(error)
    }
    guard let edited = try self.review(review.draft.path) else { return }
    if edited.draft.source.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) {
      try session.files.replaceFile(path, with: review.draft.source)
      session.output.warning("the editor left an empty file; the draft is as it was before")
    }
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

extension Correspondence.Review {
  /// The first line that something blocks at; nil where nothing does, or the letter as a whole.
  fileprivate var firstBlockedLine: Int? {
    findings.filter { $0.severity == .block && $0.line > 1 }.map(\.line).min()
  }
}

extension DraftDesk {
  /// A text for another program: rendered like a letter, finished in the editor, kept nowhere.
  ///
  /// - Returns: The text and what it drew on; nil where no template gives one, or a place stayed
  ///   unwritten.
  func message(for contact: Contact) throws -> (text: String, used: Used)? {
    let renderer = try session.renderer()
    let rendered: RenderedLetter
    do throws(TemplateError) {
      rendered = try renderer.render(for: [contact], template: nil)
    } catch {
      session.output.line(" No message: \(error)", style: .warning)
      return nil
    }
    let path = session.workspace.cache + "/message.txt"
    try session.files.makeDirectory(session.workspace.cache)
    try session.files.replaceFile(path, with: Array(rendered.text.utf8))
    try? editor.open(path, line: 1)
    let text = String(decoding: try session.files.readFile(path, limit: 1 << 20), as: UTF8.self)
    try session.files.removeFile(path)
    guard !text.contains("[[") else {
      session.output.line("A place is still to be written; nothing was kept.", style: .warning)
      return nil
    }
    return (text, rendered.used)
  }
}
