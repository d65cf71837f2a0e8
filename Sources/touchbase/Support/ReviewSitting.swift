import Correspondence
import DurableFiles

/// One sitting over the drafts, from where the last one ended.
struct ReviewSitting {
  private let session: Session
  private let paths: [String]
  private var desk: DraftDesk

  /// The draft that was looked at last, kept for the next sitting.
  private struct Bookmark {
    let session: Session

    private var path: String { session.workspace.cache + "/review" }

    /// The drafts with those before the bookmark at the end.
    func rotated(_ paths: [String]) throws -> [String] {
      guard try session.files.exists(path) else { return paths }
      let place = String(decoding: try session.files.readFile(path, limit: 4096), as: UTF8.self)
      guard let index = paths.firstIndex(of: place) else { return paths }
      return Array(paths[index...] + paths[..<index])
    }

    func put(_ draft: String) throws {
      try session.files.makeDirectory(session.workspace.cache)
      try session.files.replaceFile(path, with: Array(draft.utf8))
    }

    func remove() throws {
      if try session.files.exists(path) { try session.files.removeFile(path) }
    }
  }

  init(session: Session, editor: Editor, paths: [String]) throws {
    self.session = session
    self.paths = try Bookmark(session: session).rotated(paths)
    desk = DraftDesk(session: session, editor: editor)
  }

  /// Goes through the drafts until the last one, or until the person stops.
  mutating func run() throws {
    var position = 0
    while position < paths.count {
      try Bookmark(session: session).put(paths[position])
      let heading = ReviewScreen.Heading(number: position + 1, count: paths.count)
      switch try desk.visit(paths[position], heading) {
      case .queued, .kept, .deleted, .gone: position += 1
      case .undone(let path): position = paths.firstIndex(of: path) ?? position
      case .quit: return try showEnd()
      }
    }
    try Bookmark(session: session).remove()
    try showEnd()
  }

  private func showEnd() throws {
    let left = try session.draftFolder.paths().count
    session.output.line()
    session.output.line("\(desk.queued) queued, \(left) left in drafts/.")
    session.output.next(
      desk.queued > 0 ? "touchbase send" : left > 0 ? "touchbase review" : "touchbase"
    )
  }
}
