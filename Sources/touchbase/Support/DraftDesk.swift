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
  /// How long each draft was at hand in this sitting.
  private var time: [String: Duration] = [:]
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
    let start = Interruption.elapsed
    let step = try go(through: path, heading, hasSeenCard: hasSeenCard)
    time[path, default: .zero] += Interruption.elapsed - start
    if case .queued = step, let time = time.removeValue(forKey: path) {
      try session.measure(.email, took: time)
    }
    return step
  }

  private mutating func go(
    through path: String,
    _ heading: ReviewScreen.Heading,
    hasSeenCard: Bool
  ) throws -> Step {
    var present = try review(path)
    if let review = present, !review.draft.openPlaces.isEmpty {
      if !hasSeenCard { screen.showCard(review.draft, heading) }
      try edit(review)
      present = try self.review(path)
    }
    while let review = present {
      let keys = keys(for: review)
      let traces = try session.draftFolder.editorTraces(of: [path])
      let remarks = traces.map { "drafts/\($0.trace): \(Self.openElsewhere)" }
      let key = screen.show(review, heading, keys, remarks: remarks) ?? screen.key(keys)
      guard let key else { return .quit }
      if let step = try follow(key, review) { return step }
      present = try self.review(path)
    }
    return .gone
  }

  private static let openElsewhere =
    "an editor has this draft open, or could not save all of it. Look there first."

  private func keys(for review: Correspondence.Review) -> ReviewScreen.Keys {
    let isReady = review.isReady()
    // A place that is not written yet is never meant.
    let allowable = Set(CheckName.allCases).subtracting([.unfinished, .empty])
    return ReviewScreen.Keys(
      isReady: isReady,
      canBeAllowed: isReady
        ? review.findings.contains { !$0.about.isEmpty } : review.isReady(allowing: allowable),
      isUndoable: !undoable.isEmpty,
      hasTextBelow: review.findings.contains { $0.name == .belowTheLine },
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
    case "t":
      guard try session.draftFolder.moveTextUp(in: review.draft) else { return readAgain() }
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
      let withdrawn = try session.withdraw(try session.outbox().entry(id))
      queued -= 1
      guard let path = withdrawn else {
        session.output.line("Its file is not in the outbox any more, so nothing can come back.")
        return nil
      }
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
    var failure: CommandFailure?
    do throws(CommandFailure) {
      try editor.open(path, line: review.firstBlockedLine ?? review.draft.firstPlaceLine)
    } catch {
      failure = error
    }
    let source = review.draft.source
    let edited = try self.review(review.draft.path)?.draft.source
    if var failure {
      let isSame = edited == source
      failure.hints.insert(isSame ? "nothing was changed" : "what it saved is in the draft", at: 0)
      session.output.failure(failure)
    }
    guard let edited else {
      try session.files.createFile(path, with: source)
      return session.output.warning("the editor left no file; the draft is as it was before")
    }
    if edited.allSatisfy({ $0 == 0x0A || $0 == 0x0D || $0 == 0x20 }) {
      try session.files.replaceFile(path, with: source)
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
  /// What became of a text for another program.
  enum Message {
    case written(text: String, used: Used)
    /// A place is still to be written; what was typed is kept.
    case unwritten
    /// There is no template for it, or nobody may be written to.
    case refused(String)
  }

  /// A text for another program: rendered like a letter, finished in the editor.
  ///
  /// It is kept until `forgetMessage(to:)`, so that what was typed outlives a closed window.
  func message(to contact: Contact) throws -> Message {
    let drafter = try session.drafter()
    let new: NewDraft
    do throws(DraftingError) {
      new = try drafter.message(for: contact)
    } catch {
      return .refused("\(error)")
    }
    let path = messagePath(new)
    try session.files.makeDirectory(session.workspace.cache)
    try session.files.makeDirectory(session.workspace.cache + "/messages")
    if try !session.files.exists(path) { try session.files.createFile(path, with: new.bytes) }
    let before = Draft(path: new.path, bytes: try session.files.readFile(path))
    do throws(CommandFailure) {
      try editor.open(path, line: before.firstPlaceLine)
    } catch {
      session.output.failure(error)
    }
    guard try session.files.exists(path) else { return .unwritten }
    let draft = Draft(path: new.path, bytes: try session.files.readFile(path))
    guard draft.openPlaces.isEmpty, draft.letter.contains(where: { !$0.isWhitespace }) else {
      return .unwritten
    }
    return .written(text: draft.letter, used: try session.reviewer().used(inMessage: draft))
  }

  /// Takes the text away that was sent.
  func forgetMessage(to contact: Contact) throws {
    let path = messagePath(try session.drafter().message(for: contact))
    if try session.files.exists(path) { try session.files.removeFile(path) }
  }

  private func messagePath(_ draft: NewDraft) -> String {
    "\(session.workspace.cache)/\(draft.path)"
  }
}
