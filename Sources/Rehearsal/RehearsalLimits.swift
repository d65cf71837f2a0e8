/// What a client may cost the rehearsal server.
package struct RehearsalLimits: Hashable, Sendable {
  /// The largest mail in octets; told to the client as `SIZE`.
  package var mailSize = 64 * 1_024 * 1_024
  /// The longest command line in octets, its end not counted.
  package var commandLength = 2_048
  /// The most recipients of one mail.
  package var recipients = 1_000
  /// The most refused commands before the server hangs up.
  package var errors = 50
  /// The most connections at a time.
  package var connections = 16
  /// How long a client may be silent, in seconds.
  package var idleSeconds = 300

  /// The limits for one's own letters.
  package init() {}
}
