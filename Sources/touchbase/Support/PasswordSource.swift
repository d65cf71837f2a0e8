import Correspondence
import CurlMail
import DurableFiles

/// Where the password or token of a mail account comes from; never from touchbase's own files.
enum PasswordSource: Equatable, Sendable {
  /// A command that prints the password in its first line.
  case command(String)
  /// A command that prints a token of OAuth 2.0 in its first line, a fresh one where that is needed.
  case tokenCommand(String)
  /// `$TOUCHBASE_PASSWORD`, the person's netrc file, or the person on the terminal.
  case surroundings

  /// The variable that may hold the password; no other program gets to see it.
  static let variable = "TOUCHBASE_PASSWORD"

  /// The login of a user at a mail server.
  ///
  /// - Throws: `CommandFailure` when there is none. The message never holds a secret or what a
  ///   command printed.
  func login(host: String, user: String, environment: [String: String]) throws -> MailLogin {
    switch self {
    case .command(let command):
      let password = try Self.firstLine(of: command, key: "password_command")
      return try MailLogin(user: user, password: password)
    case .tokenCommand(let command):
      let token = try Self.firstLine(of: command, key: "oauth2_token_command")
      return try MailLogin(user: user, token: token)
    case .surroundings:
      let password = try Self.password(host: host, user: user, environment: environment)
      return try MailLogin(user: user, password: password)
    }
  }

  private static func password(
    host: String,
    user: String,
    environment: [String: String]
  ) throws -> String {
    if let password = environment[variable], !password.isEmpty { return password }
    if let netrc = try netrcPath(environment).flatMap(netrc),
      let password = netrc.password(host: host, user: user)
    {
      return password
    }
    if let password = Self.typed(host: host, user: user) { return password }
    throw CommandFailure(
      .loginRefused,
      "there is no password for '\(user)' at '\(host)'",
      hints: [
        "say where it is: password_command in \(Workspace.configurationName), or ~/.netrc"
      ]
    )
  }

  /// The person's netrc file, which need not be there.
  static func netrcPath(_ environment: [String: String]) -> String? {
    environment["NETRC"] ?? environment["HOME"].map { "\($0)/.netrc" }
  }

  private static func netrc(_ path: String) throws -> Netrc? {
    let files = PosixFileSystem()
    guard try files.exists(path) else { return nil }
    return Netrc(String(decoding: try files.readInput(path, limit: 1 << 20), as: UTF8.self))
  }

  private static func typed(host: String, user: String) -> String? {
    guard Terminal.isInteractive else { return nil }
    let output = Output(colours: false)
    output.part("Password for \(user) at \(host): ")
    defer { output.line() }
    return Terminal.readSecret().flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func firstLine(of command: String, key: String) throws -> String {
    let ending = try ChildProcess.run(command, capture: true)
    let line = ending.output.prefix { $0 != 0x0A && $0 != 0x0D }
    guard ending.status == 0, !line.isEmpty else {
      throw CommandFailure(
        .configuration,
        ending.status == 0
          ? "\(key) printed nothing" : "\(key) ended with status \(ending.status)",
        hints: ["try it yourself: \(command)"]
      )
    }
    return String(decoding: line, as: UTF8.self)
  }
}
