import Correspondence
import Outbox

/// What `touchbase.yaml` says: who I am, how often I touch base, how mail leaves.
struct Configuration: Sendable {
  /// The format's version that is written and read.
  static let version = 1

  var settings: Settings
  /// When the next hours are; a month from now where the person has no rule.
  var hourRule: HourRule?
  /// Absent until the person says how their mail leaves.
  var server: Server?

  /// How mail leaves.
  struct Server: Sendable {
    /// `smtps://host[:port]` or `smtp://host[:port]`, known to be usable.
    let url: String
    let user: String?
    let password: PasswordSource
    let pace: Pace?
    /// How many connections there are at most.
    let connections: Int
    /// Certificates to trust instead of the system's, in PEM.
    let certificateFile: String?
  }
}
