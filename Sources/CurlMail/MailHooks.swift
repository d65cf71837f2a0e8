/// What a session asks and tells its caller while it waits.
public struct MailHooks {
  /// One line of the dialogue, with what belongs to a login masked and without the letter's text.
  public enum TraceLine: Hashable, Sendable {
    /// What was sent.
    case client(String)
    /// What was received.
    case server(String)
    /// What libcurl did: names, addresses, TLS.
    case note(String)
  }

  /// Asked at least once a second during every wait; true ends the session at once.
  public var isCancelled: () -> Bool
  /// Told every line of the dialogue; nil when nobody listens.
  public var trace: ((TraceLine) -> Void)?

  /// Makes hooks; those left out do nothing.
  public init(isCancelled: @escaping () -> Bool = { false }, trace: ((TraceLine) -> Void)? = nil) {
    self.isCancelled = isCancelled
    self.trace = trace
  }
}
