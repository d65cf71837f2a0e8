import Contacts
import Correspondence
import Threads

/// Writes drafts into `drafts/`, and overwrites none that a person touched.
struct DraftWriter {
  let session: Session
  let drafter: Drafter
  /// The template that was asked for; nil for each person's own.
  var template: String?

  private var folder: DraftFolder { session.draftFolder }

  /// Counts what the drafts to others say, and returns what those to these people do that nobody
  /// touched: it stays when they are written again.
  private func present(to groups: [[Contact]]) throws -> [String: Used] {
    let wanted = Set(groups.map { $0.map(\.id) })
    var kept: [String: Used] = [:]
    for draft in try folder.summaries() {
      if wanted.contains(draft.contacts) {
        if draft.isUntouched { kept[draft.path] = draft.used }
      } else {
        drafter.renderer.tally.add(draft.used)
      }
    }
    return kept
  }

  /// The draft of a letter; where it is there already and nobody touched it, it is put as it was.
  private func draft(
    for contacts: [Contact],
    _ present: [String: Used]
  ) throws(DraftingError) -> NewDraft {
    let path = DraftFolder.path(for: contacts.map(\.id), on: session.clock.today)
    let draft = try drafter.draft(
      for: contacts,
      template: template,
      keeping: present[path] ?? Used()
    )
    drafter.renderer.tally.add(draft.used)
    return draft
  }

  /// Writes a letter; a draft that is there stays, unless nobody touched it.
  ///
  /// Where another letter was asked for than the one somebody works on, it stands beside it.
  func write(to contacts: [Contact]) throws -> DraftResult {
    let draft = try draft(for: contacts, present(to: [contacts]))
    return try result(of: draft, try folder.write(draft), contacts)
  }

  /// So many files go to the disk together; the first of them are made while none is written.
  private static let group = 1024

  /// Writes a letter to each, as ``write(to:)`` does, a thousand at a time; while they go to the
  /// disk, the next are made.
  ///
  /// - Returns: A result a letter, in their order; whoever gets none has the reason in theirs.
  func write(toEach groups: [[Contact]]) throws -> [DraftResult] {
    var results: [DraftResult] = []
    let present = try present(to: groups)
    let parts = stride(from: 0, to: groups.count, by: Self.group).map { start in
      groups[start..<min(start + Self.group, groups.count)]
    }
    var ahead = parts.first.map { drafted($0, present) } ?? []
    for (index, some) in parts.enumerated() {
      let drafts = ahead
      let following = index + 1 < parts.count ? parts[index + 1] : []
      let next = Companion(isWanted: !following.isEmpty) { [self] in
        drafted(following, present)
      }
      defer { ahead = next.value() }
      let written = drafts.compactMap { if case .success(let draft) = $0 { draft } else { nil } }
      var outcomes = try folder.write(written)[...]
      for (contacts, draft) in zip(some, drafts) {
        switch draft {
        case .success(let draft):
          results.append(try result(of: draft, outcomes.popFirst() ?? .kept, contacts))
        case .failure(let error):
          results.append(
            DraftResult(contacts: contacts.map(\.id), status: "refused", error: error)
          )
        }
      }
    }
    return results
  }

  private func drafted(
    _ groups: ArraySlice<[Contact]>,
    _ present: [String: Used]
  ) -> [Result<NewDraft, DraftingError>] {
    groups.map { contacts in
      do throws(DraftingError) {
        return .success(try draft(for: contacts, present))
      } catch {
        return .failure(error)
      }
    }
  }

  /// What became of a draft; where it was kept because of another one, it stands beside that.
  private func result(
    of draft: NewDraft,
    _ outcome: DraftFolder.Outcome,
    _ contacts: [Contact]
  ) throws -> DraftResult {
    let ids = contacts.map(\.id)
    if outcome == .written {
      return DraftResult(contacts: ids, path: draft.path, status: "written", choice: draft.choice)
    }
    guard let template, let other = try other(than: template, ids) else {
      return DraftResult(contacts: ids, path: draft.path, status: "kept")
    }
    guard other.isBesideAnother else {
      return DraftResult(contacts: ids, path: other.path, status: "kept")
    }
    let path = try folder.restore(draft.bytes, path: draft.path)
    return DraftResult(contacts: ids, path: path, status: "written", choice: draft.choice)
  }

  /// The draft to the same people that has the template, else one that has not.
  private func other(
    than template: String,
    _ ids: [String]
  ) throws -> (path: String, isBesideAnother: Bool)? {
    let drafts = try folder.all().filter { $0.contacts == ids }
    if let same = drafts.first(where: { $0.template == template }) { return (same.path, false) }
    return drafts.first.map { ($0.path, true) }
  }

  /// Writes a different letter in place of the draft that is there; that one is kept elsewhere.
  func writeAgain(to contacts: [Contact]) throws -> DraftResult {
    let ids = contacts.map(\.id)
    let drafts = try folder.all().filter { $0.contacts == ids }
    let usual = DraftFolder.path(for: ids, on: session.clock.today)
    let present =
      drafts.first { $0.template == template } ?? drafts.first { $0.path == usual } ?? drafts.first
    guard let present else {
      return try write(to: contacts)
    }
    try refuseIfOpen(present)
    let earlier = try folder.replaced(at: present.path) + [present]
    let draft = try drafter.draft(
      for: contacts,
      template: template ?? present.template,
      unlike: earlier
    )
    let new = Draft(path: present.path, bytes: draft.bytes)
    guard new.text != present.text || new.subject != present.subject,
      let kept = try folder.replace(present, with: draft)
    else {
      return DraftResult(contacts: ids, path: present.path, status: "kept", isOnlyWay: true)
    }
    return DraftResult(
      contacts: ids,
      path: present.path,
      status: "written",
      choice: draft.choice,
      replaced: kept
    )
  }

  private func refuseIfOpen(_ draft: Draft) throws {
    guard let trace = try folder.editorTraces(of: [draft.path]).first?.trace else { return }
    throw CommandFailure(
      .attention,
      "\(draft.path) is open in an editor: \(trace)",
      hints: ["close it first; what an editor that crashed left can be removed"]
    )
  }
}

/// What became of one draft.
struct DraftResult {
  let contacts: [String]
  var path: String?
  let status: String
  /// The template it was written from, and why that one; nil where a draft was kept, which may be
  /// from another.
  var choice: TemplateChoice?
  var error: DraftingError?
  /// Where the draft is kept that this one took the place of.
  var replaced: String?
  /// Whether there are no other notes and no other words to choose.
  var isOnlyWay = false

  /// The outcome in a list; what is wrong with a template is said once, below it.
  var words: String {
    guard let error else {
      if isOnlyWay { return "kept: there is no other way to say it" }
      return choice.map { "\(status)  \($0)" } ?? status
    }
    return templateError == nil ? "refused: \(error)" : "refused: the template cannot be used"
  }

  var json: JSONValue {
    [
      "contact": .string(contacts.joined(separator: "+")),
      "draft": .text(path),
      "template": .text(choice?.name),
      "status": .string(status),
      "reason": .text(error.map { "\($0)" }),
    ]
  }

  /// A template that cannot be used concerns everybody, so the command ends with its error.
  var templateError: CommandFailure? {
    guard case .template(let error) = error else { return nil }
    return CommandFailure(error)
  }
}
