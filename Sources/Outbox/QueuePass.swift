internal import MailMessage

/// One pass over the queue under way: which lane does what, and when the next letter may leave.
struct QueuePass {
  /// One lane as the pass knows it.
  struct Lane {
    enum Phase { case closed, opening, open }

    var phase = Phase.closed
    /// The letters that were begun, in their order.
    var begun: [String] = []
    /// How many letters the connection carried: the loss of one that carried any is its own fault.
    var carried = 0
    /// Whether it begins no letter any more.
    var isRetired = false

    /// Whether it takes letters.
    var isTaking: Bool { phase == .open && !isRetired }

    /// Whether an event is still to come from it.
    var isBusy: Bool { phase == .opening || !begun.isEmpty }
  }

  let hooks: QueueRunnerHooks
  var report = DeliveryReport()
  var lanes: [Lane]
  /// The letters that are handed over, by id.
  var entries: [String: QueueEntry] = [:]
  /// The letters that are about to be handed over, as soon as the journal has it.
  var allowed: [(DeliveryJob, lane: Int)] = []
  /// The next letter to be handed over, and when it was read.
  private(set) var candidate: QueueEntry?
  private var candidateReadAt = Duration.zero
  /// The letters whose fate the journal has, perhaps not yet on the disk.
  var settled: [LetterFacts] = []
  /// The letters whose fate is on the disk, and whose files are to be moved.
  var recorded: [LetterFacts] = []
  /// How many groups of files are being moved.
  var moveCount = 0
  /// The folders in which files were moved, in their order, not yet on the disk.
  var movedFolders: [String] = []
  /// What became of letters and was not told yet.
  private var news: [(entry: QueueEntry, letter: DeliveryReport.Letter)] = []
  /// Whether the letters whose turn has not come are to be taken back from all lanes.
  var isRecalling = false
  /// How many letters each lane is given.
  private(set) var depth: LaneDepth
  /// Whether the journal has lines that may not be on the disk.
  var isUnsynchronized = false
  /// Whether a connection could be had at all.
  private(set) var hasConnected = false

  private var ids: ArraySlice<String>
  private var ahead = ReadAhead()
  private let readsAhead: Bool
  /// The letters that a lost connection gave back.
  private var again: [String] = []
  private var retried: Set<String> = []
  private var window: PaceWindow?
  /// The least time between two letters, since the server asked for less.
  private var spacing = Duration.zero
  private var nextTurn = Duration.zero
  private var overloads = 0
  /// How many letters were done since letters were last given out, and when that was.
  private var doneCount = 0
  private var givenOutAt: Duration?

  init(_ ids: [String], lanes count: Int, depth: Int, pace: PaceWindow?, _ hooks: QueueRunnerHooks)
  {
    self.ids = ids[...]
    // A pace is kept by the letter, whatever the disk could do; what waits long is read when it leaves.
    self.depth = LaneDepth(limit: pace == nil ? depth : min(depth, 2))
    readsAhead = pace == nil && depth > 1
    self.hooks = hooks
    window = pace
    lanes = Array(repeating: Lane(), count: count)
    // For a few letters more connections would only take longer.
    for lane in lanes.indices.dropFirst((ids.count + 3) / 4) { lanes[lane].isRetired = lane > 0 }
  }

  /// Whether every letter whose fate is known is where it belongs.
  var isTidy: Bool {
    settled.isEmpty && recorded.isEmpty && moveCount == 0 && movedFolders.isEmpty
  }

  /// Whether letters are being read.
  var isReading: Bool { ahead.isReading }

  /// Whether every letter was given out.
  var isGivenOut: Bool {
    candidate == nil && ids.isEmpty && again.isEmpty && ahead.count == 0 && !ahead.isReading
  }

  var isOver: Bool { report.failure != nil || report.wasStopped }
  var isBusy: Bool { lanes.contains(where: \.isBusy) }

  /// Whether the next letter is at hand, read not long ago.
  var isCandidateFresh: Bool {
    candidate != nil && hooks.elapsed() - candidateReadAt <= ReadAhead.freshness
  }

  mutating func found(_ entry: QueueEntry) {
    candidate = entry
    candidateReadAt = hooks.elapsed()
  }

  /// The next letter, with what was read of it; nil at the end of the queue, and while it is read.
  mutating func nextLetter() -> (id: String, read: LetterAhead?)? {
    // One that has to wait is read again when its time has come.
    if let id = candidate?.id {
      candidate = nil
      return (id, nil)
    }
    if !again.isEmpty { return (again.removeFirst(), nil) }
    if let letter = ahead.next(at: hooks.elapsed()) { return letter }
    return readsAhead ? nil : ids.popFirst().map { ($0, nil) }
  }

  /// The letters that are to be read ahead now; none where enough are at hand or being read.
  mutating func beginReading() -> ArraySlice<String> {
    let wanted = depth.value * lanes.count
    guard readsAhead, !isOver, !ahead.isReading, ahead.count < wanted, !ids.isEmpty else {
      return []
    }
    ahead.begin()
    return ids.prefix(wanted)
  }

  mutating func endReading(_ letters: [LetterAhead]) {
    ids.removeFirst(letters.count)
    ahead.take(letters, at: hooks.elapsed())
  }

  mutating func endMove(_ result: Result<[String], OutboxError>) throws(OutboxError) {
    moveCount -= 1
    for folder in try result.get() where !movedFolders.contains(folder) {
      movedFolders.append(folder)
    }
  }

  /// The open lane that has the least to do, where one has room.
  var freeLane: Int? {
    var free: Int?
    for lane in lanes.indices where lanes[lane].isTaking && lanes[lane].begun.count < depth.value {
      if let other = free, lanes[other].begun.count <= lanes[lane].begun.count { continue }
      free = lane
    }
    return free
  }

  /// Whether letters are to be given out: a lane has few left, or another one could be opened.
  var isShort: Bool {
    lanes.contains { $0.isTaking && $0.begun.count <= depth.low } || !lanesToOpen.isEmpty
  }

  /// How many letters can be done before there is something to do: before one of the lanes has few
  /// left, or, where there are none to give out, as many as are well told together.
  var patience: Int {
    let counts = lanes.filter(\.isTaking).map(\.begun.count)
    if candidate != nil || !again.isEmpty || ahead.count > 0 {
      return max(1, (counts.min() ?? 0) - depth.low)
    }
    return max(1, min(depth.low, counts.reduce(0, +)))
  }

  /// The lanes that may be opened now: until a first login succeeded, only one.
  var lanesToOpen: [Int] {
    let closed = lanes.indices.filter { lane in
      lanes[lane].phase == .closed && !lanes[lane].isRetired && lanes[lane].begun.isEmpty
    }
    if hasConnected { return closed }
    return lanes.contains { $0.phase == .opening } ? [] : Array(closed.prefix(1))
  }

  /// How long until the next letter may leave.
  var delay: Duration {
    let elapsed = hooks.elapsed()
    return max(window?.delay(at: elapsed) ?? .zero, nextTurn - elapsed, .zero)
  }

  /// Letters are given out, after a synchronization that took so long.
  mutating func gaveOut(synchronizedIn time: Duration) {
    depth.noteSynchronization(time)
    let elapsed = hooks.elapsed()
    if let givenOutAt {
      let count = lanes.count { !$0.begun.isEmpty }
      depth.noteLetters(doneCount, lanes: count, in: elapsed - givenOutAt)
    }
    (givenOutAt, doneCount) = (elapsed, 0)
  }

  mutating func begin(_ entry: QueueEntry, on lane: Int) {
    lanes[lane].begun.append(entry.id)
    entries[entry.id] = entry
    candidate = nil
    let elapsed = hooks.elapsed()
    window?.take(at: elapsed)
    nextTurn = elapsed + spacing
  }

  mutating func opened(_ lane: Int) {
    hasConnected = true
    lanes[lane].phase = .open
    lanes[lane].carried = 0
  }

  /// What the want of a connection means: less lanes where others are open, else the end.
  mutating func unconnected(_ lane: Int, _ failure: TransportFailure) {
    lanes[lane].phase = .closed
    if hooks.isStopped() {
      report.wasStopped = true
      return
    }
    switch failure {
    case .unreachable, .overloaded:
      lanes[lane].isRetired = lanes.contains { $0.phase == .open && !$0.isRetired }
      if !lanes[lane].isRetired { report.failure = failure }
    case .loginRefused, .notTrusted, .configuration: report.failure = failure
    }
  }

  mutating func ended(_ id: String, on lane: Int, closing: Bool) {
    if let place = lanes[lane].begun.firstIndex(of: id) { lanes[lane].begun.remove(at: place) }
    doneCount += 1
    if closing { lanes[lane].phase = .closed }
  }

  /// The letter is handed over once more in this pass.
  mutating func giveBack(_ id: String) {
    entries[id] = nil
    again.append(id)
  }

  /// Whether a letter may be tried a second time in this pass; asked once a letter.
  mutating func mayRetry(_ id: String) -> Bool { retried.insert(id).inserted }

  mutating func note(_ entry: QueueEntry, _ outcome: DeliveryReport.Outcome, _ reply: String) {
    let letter = DeliveryReport.Letter(id: entry.id, outcome: outcome, reply: reply)
    report.letters.append(letter)
    if outcome == .sent { overloads = 0 }
    news.append((entry, letter))
  }

  /// Tells what became of letters since it was told last.
  mutating func tellNews() {
    guard !news.isEmpty else { return }
    hooks.didDeliver(news)
    news = []
  }

  /// One lane from now on, and slower each time that the server asks for less.
  mutating func slowDown(keeping lane: Int, _ words: String) {
    for other in lanes.indices { lanes[other].isRetired = other != lane }
    isRecalling = true
    spacing = min(max(.seconds(1), spacing * 2), .seconds(60))
    nextTurn = hooks.elapsed() + spacing
    overloads += 1
    if overloads >= 3 { report.failure = .overloaded(words) }
  }
}
