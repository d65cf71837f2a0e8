/// How many letters a lane is given ahead, so that one synchronization of the journal serves many.
///
/// After a power cut the outcome of each of them is unknown. So there are two, the one that leaves
/// and the next, unless letters leave so fast that most of the time would go into synchronizing;
/// then as many as leave while the disk could synchronize some times.
struct LaneDepth {
  /// So many times what a synchronization takes is what the letters ahead take.
  private static let factor = 32.0

  /// How many letters a lane has at most, those that leave included.
  private(set) var value: Int
  private let limit: Int
  /// In seconds, as far as it was measured.
  private var synchronization = 0.0

  /// Begins with two letters where a lane takes more than one.
  init(limit: Int) {
    self.limit = max(1, limit)
    value = min(2, self.limit)
  }

  /// With so few letters left, or fewer, a lane is given others.
  var low: Int { value / 2 }

  /// A synchronization of the journal took so long.
  mutating func noteSynchronization(_ time: Duration) {
    let seconds = max(0, time / .seconds(1))
    synchronization = synchronization > 0 ? (3 * synchronization + seconds) / 4 : seconds
  }

  /// So many letters left over so many lanes meanwhile.
  mutating func noteLetters(_ count: Int, lanes: Int, in time: Duration) {
    guard count > 0, lanes > 0 else { return }
    let letter = max(0, time / .seconds(1)) * Double(lanes) / Double(count)
    guard letter > 0 else { return }
    let wanted = min(Double(limit), (Self.factor * synchronization / letter).rounded(.up))
    value = min(limit, max(2, min(Int(wanted), value * 4)))
  }
}
