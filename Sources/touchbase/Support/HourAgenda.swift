import Contacts
import Correspondence

/// Who is to be met in this hour, and how.
struct HourAgenda {
  var items: [Item]
  /// What the plan says, those included who do not fit into the hour.
  let plan: Plan
  private let planner: Planner

  /// Somebody to be met.
  struct Item {
    let kind: Kind
    let contacts: [String]

    enum Kind {
      /// A draft that is there already.
      case draft(path: String)
      case touch(PlannedTouch)
    }

    init(touch: PlannedTouch) {
      kind = .touch(touch)
      contacts = [touch.contact.id]
    }

    init(draft: Draft) {
      kind = .draft(path: draft.path)
      contacts = draft.contacts
    }

    /// What tells the item from the others.
    var key: String {
      switch kind {
      case .draft(let path): path
      case .touch(let touch): "\(touch.channel) \(touch.contact.id)"
      }
    }

    var channel: Channel {
      if case .touch(let touch) = kind { touch.channel } else { .email }
    }
  }

  init(_ session: Session, _ notebook: HourNotebook) throws {
    let book = try session.addressBook()
    let drafts = try session.draftFolder.all().map(Item.init(draft:))
    var planner = try session.planner()
    self.planner = planner
    let left = notebook.minutesLeft(at: session.clock.now)
    planner.minutesLeft = max(0, left - drafts.count * planner.minutes.letter)
    plan = planner.plan(for: book.contacts)
    let touches = plan.thisHour.map(Item.init(touch:))
    // Visits are outside of the hour: they come last.
    let all =
      drafts + touches.filter { $0.channel != .visit }
      + touches.filter { $0.channel == .visit }
    items = all.filter { notebook.passed.isDisjoint(with: $0.contacts) }
  }

  /// `1 answer, 9 letters, 2 calls; 1 visit for another day`.
  var words: String {
    let answers = items.count { item in
      if case .touch(let touch) = item.kind { touch.isAnswer } else { false }
    }
    let counts = [
      (answers, "answer"), (count(.email) - answers, "letter"), (count(.call), "call"),
      (count(.message), "message"), (count(.visit), "visit"),
    ]
    return counts.compactMap { count, word in
      count <= 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }.joined(separator: ", ")
  }

  func count(_ channel: Channel) -> Int { items.count { $0.channel == channel } }

  /// Somebody who was not planned for, as one who is; nil for whoever is never to be met.
  func touch(_ contact: Contact, _ session: Session) -> PlannedTouch? {
    planner.touch(withUndue: contact)
  }

  /// One line for each.
  func show(_ output: Output, _ book: AddressBook) {
    for (index, item) in items.enumerated() {
      let number = String(repeating: " ", count: index < 9 ? 1 : 0) + "\(index + 1)"
      switch item.kind {
      case .draft(let path):
        let names = item.contacts.map { book[$0]?.name ?? $0 }.joined(separator: ", ")
        let who = Columns.padded(names.isEmpty ? path : names, to: 20)
        output.line(" \(number)  \(Columns.padded("letter", to: 8))  \(who)  a draft")
      case .touch(let touch):
        let what = Columns.padded(touch.channel.word, to: 8)
        output.line(
          " \(number)  \(what)  \(Columns.padded(touch.contact.name, to: 20))  \(touch.reason)"
        )
      }
    }
  }
}

extension Channel {
  /// What one does: `a letter`, `a call`.
  var word: String {
    switch self {
    case .email: "letter"
    case .call: "call"
    case .visit: "visit"
    case .message: "message"
    }
  }
}

extension PlannedTouch {
  /// Whether an answer is owed.
  var isAnswer: Bool { cause == .answer }
}
