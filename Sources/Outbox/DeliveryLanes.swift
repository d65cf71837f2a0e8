package import MailMessage

/// Connections on which letters are handed over at the same time.
///
/// Nothing here waits but ``next(within:gathering:)``: what is begun tells of its end in an event.
/// The letters of a lane are handed over one after the other, in the order in which they were begun.
package protocol DeliveryLanes {
  /// How many lanes there are, at least one.
  var count: Int { get }
  /// How many letters a lane takes at most before the first of them is done.
  var depth: Int { get }
  /// Makes a lane ready to deliver; its event is `opened` or `unconnected`.
  mutating func open(_ lane: Int)
  /// Hands over a letter on an open lane.
  mutating func start(_ job: DeliveryJob, on lane: Int)
  /// What happened next, waiting at most so long for so many things to happen, or an urgent one; nil
  /// when nothing did.
  mutating func next(within time: Duration, gathering count: Int) -> LaneEvent?
  /// Takes a lane's letters away whose turn has not come; the event of each is `recalled`.
  mutating func recall(_ lane: Int)
  /// Does something with files beside the lanes, one thing after the other; what it returns is an
  /// event.
  mutating func doBeside(_ errand: @escaping @Sendable () -> LaneEvent)
  /// Begins to take leave on all lanes, where that can be done beside the last errands. No letter is
  /// under way then, and none is begun any more.
  mutating func leave()
  /// Takes leave on all lanes, unless ``leave()`` did; returns after the last errand. Never an error;
  /// nothing is under way then.
  mutating func close()
}

extension DeliveryLanes {
  package mutating func leave() {}
}

/// A letter on its way, which the journal allows to leave; by reference, since it goes from thread to
/// thread.
package final class DeliveryJob: Sendable {
  package let id: String
  package let envelope: Envelope
  /// Exactly the bytes of the wire, before dots are stuffed.
  package let message: [UInt8]
  /// Called just before the final dot may leave; when it throws, the dot must not.
  package let allowDot: @Sendable () throws(OutboxError) -> Void
  /// Writes the server's yes, with its words, into the journal before the lane's next letter begins,
  /// so that a kill leaves as few letters as can be in doubt.
  ///
  /// Returns when that was; nil where the journal did not take it, which is tried again by whoever
  /// handles the event.
  package let noteAcceptance: @Sendable (String) -> DateTime?

  init(
    id: String,
    envelope: Envelope,
    message: [UInt8],
    allowDot: @escaping @Sendable () throws(OutboxError) -> Void,
    noteAcceptance: @escaping @Sendable (String) -> DateTime?
  ) {
    self.id = id
    self.envelope = envelope
    self.message = message
    self.allowDot = allowDot
    self.noteAcceptance = noteAcceptance
  }
}

/// What happened on a lane.
package struct LaneEvent: Sendable {
  package enum Kind: Sendable {
    case opened
    /// There is no connection to be had; letters of the lane that were begun are still its own.
    case unconnected(TransportFailure)
    /// A letter's outcome, and when the journal got it where the lane has seen to that. The lane is
    /// closed when the outcome ends the connection.
    case finished(id: String, DeliveryOutcome, recordedAt: DateTime? = nil)
    /// The connection ended, and no letter with it.
    case closed
    /// The lane was closed before the letter's turn came: nothing was delivered.
    case notBegun(id: String)
    /// The letter was taken away before its turn came: nothing was delivered.
    case recalled(id: String)
    /// The dot was not allowed, with the reason: nothing was delivered, and the lane is closed.
    case notAllowed(id: String, OutboxError)
    /// Letters were read beside the lanes.
    case read([LetterAhead])
    /// Files were moved beside the lanes: the folders that have to be synchronized.
    case moved(Result<[String], OutboxError>)
  }

  package let lane: Int
  package let kind: Kind

  package init(lane: Int, _ kind: Kind) {
    self.lane = lane
    self.kind = kind
  }

  /// What happened beside the lanes.
  init(_ kind: Kind) { self.init(lane: 0, kind) }

  /// Whether something is to be done at once; a letter that was accepted and recorded can wait for
  /// others.
  package var isUrgent: Bool {
    if case .finished(_, .accepted, _?) = kind { false } else { true }
  }
}
