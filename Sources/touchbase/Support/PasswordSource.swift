import Correspondence
import DurableFiles

/// Where the password of the mail account comes from; never from touchbase's own files.
enum PasswordSource: Equatable, Sendable {
  /// A command that prints it in its first line.
  case command(String)
  /// `$TOUCHBASE_PASSWORD`, the person's netrc file, or the person on the terminal.
  case surroundings

  /// The password of a user at a mail server.
  ///
  /// - Throws: `CommandFailure` when there is none. The message never holds a password or what a
  ///   command printed.
  func password(host: String, user: String, environment: [String: String]) throws -> String {
    if case .command(let command) = self { return try Self.firstLine(of: command) }
    if let password = environment["TOUCHBASE_PASSWORD"], !password.isEmpty { return password }
    if let netrc = try Self.netrc(environment),
      let password = netrc.password(host: host, user: user)
    {
      return password
    }
    if let password = Self.typed(host: host, user: user) { return password }
    throw CommandFailure(
      .loginRefused,
      "there is no password for '\(user)' at '\(host)'",
      hints: [
        "say where it is: smtp: password_command in \(Workspace.configurationName), or ~/.netrc"
      ]
    )
  }

  private static func netrc(_ environment: [String: String]) throws -> Netrc? {
    let path = environment["NETRC"] ?? environment["HOME"].map { "\($0)/.netrc" }
    let files = PosixFileSystem()
    guard let path, try files.exists(path) else { return nil }
    return Netrc(String(decoding: try files.readFile(path, limit: 1 << 20), as: UTF8.self))
  }

  private static func typed(host: String, user: String) -> String? {
    guard Terminal.isInteractive else { return nil }
    let output = Output(colours: false)
    output.part("Password for \(user) at \(host): ")
    defer { output.line() }
    return Terminal.readSecret().flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func firstLine(of command: String) throws -> String {
    let ending = try ChildProcess.run(command, capture: true)
    let line = ending.output.prefix { $0 != 0x0A && $0 != 0x0D }
    guard ending.status == 0, !line.isEmpty else {
      throw CommandFailure(
        .configuration,
        ending.status == 0
          ? "password_command printed nothing"
          : "password_command ended with status \(ending.status)",
        hints: ["try it yourself: \(command)"]
      )
    }
    return String(decoding: line, as: UTF8.self)
  }
}
