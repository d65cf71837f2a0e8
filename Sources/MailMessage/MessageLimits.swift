/// How far a mail is taken apart; what lies beyond is kept as it is, and reported.
public struct MessageLimits: Hashable, Sendable {
  /// How deep parts may lie within parts; more than 100 count as 100.
  public var depth: Int
  /// How many parts there may be, in all.
  public var parts: Int
  /// How many octets the mail may have to be taken apart at all.
  public var octets: Int

  /// Makes limits; those not given are larger than any honest mail needs.
  public init(depth: Int = 32, parts: Int = 1000, octets: Int = 1 << 28) {
    self.depth = min(max(depth, 0), 100)
    self.parts = max(parts, 0)
    self.octets = max(octets, 0)
  }
}
