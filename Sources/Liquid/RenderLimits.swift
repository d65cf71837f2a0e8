/// How much a template may cost: what a foolish or hostile one meets instead of the machine's end.
public struct RenderLimits: Sendable {
  /// The longest result, in octets.
  public var outputSize = 1 << 20
  /// How much may be done: each part of a template counts as one each time it is rendered, and each
  /// sixty-four octets or items that a filter reads or gives count as one more.
  public var steps = 1_000_000
  /// How deep blocks and snippets may stand within one another.
  public var depth = 100
  /// The longest template, in octets.
  public var templateSize = 1 << 20
  /// The longest text, in octets, and the longest list, in items, that a filter may give.
  public var valueSize = 1 << 20
  /// Whether the time is up: asked every few hundred steps, since a library reads no clock.
  public var isTimeUp: (@Sendable () -> Bool)?

  /// The most digits that a number may have.
  static let mostDigits = 1024

  /// The limits for letters.
  public init() {}
}
