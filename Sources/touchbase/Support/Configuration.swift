import Correspondence
import CurlMail
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
  /// Absent unless the person says where the account's folders are.
  var folders: Folders?

  /// How mail leaves.
  struct Server: Sendable {
    let route: Route
    let access: Access
    let pace: Pace?
    /// How many connections, or commands, there are at the same time at most.
    let connections: Int
  }

  /// The next hop of a letter.
  enum Route: Equatable, Sendable {
    /// A server at `smtps://host[:port]`, `smtp://host[:port]` or `unix:/path`, known to be usable.
    case server(url: String)
    /// A command that takes letters as sendmail does: its words, at least one.
    case sendmail([String], lineEnds: LineEnds)
  }

  /// How the lines of a letter end that a command gets.
  enum LineEnds: String, Sendable {
    case lf, crlf
  }

  /// How to get into a server: as whom, whom to trust, by which way.
  struct Access: Sendable {
    var user: String?
    var password = PasswordSource.surroundings
    /// Certificates to trust instead of the system's, in PEM.
    var certificateFile: String?
    /// The certificate by which the server knows us, and its key, in PEM.
    var clientCertificate: String?
    var clientKey: String?
    var proxy: String?
  }
}
