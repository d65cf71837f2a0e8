/// How much a template may cost: what a foolish or hostile one meets instead of the machine's end.
public struct RenderLimits: Sendable {
  /// The longest result, in octets.
  public var outputSize = 1 << 20
  /// How many nodes may be rendered, loops counted each time.
  public var steps = 1_000_000
  /// How deep blocks and snippets may stand within one another.
  public var depth = 50
  /// The longest template, in octets.
  public var templateSize = 1 << 20

  /// The limits for letters.
  public init() {}
}
