import Correspondence
import CurlMail

extension Session {
  /// The person's mail account, its password asked for now.
  func account() throws -> SMTPAccount {
    let server = try server()
    guard let user = server.user else {
      return try SMTPAccount(url: server.url, caFile: server.certificateFile)
    }
    let host = try SMTPAccount(url: server.url).host
    let password = try server.password.password(
      host: host,
      user: user,
      environment: environment
    )
    return try SMTPAccount(
      url: server.url,
      login: try SMTPLogin(user: user, password: password),
      caFile: server.certificateFile
    )
  }

  /// How mail leaves.
  ///
  /// - Throws: `CommandFailure` when the person has not said so yet.
  func server() throws -> Configuration.Server {
    if let server = configuration.server { return server }
    throw CommandFailure(
      .configuration,
      "\(Workspace.configurationName): it does not say how mail leaves",
      hints: [
        "add these lines:", "smtp:", "  url: smtps://smtp.example.org",
        "  user: \(settings.me.address)", "  password_command: pass show mail/me",
        "or try everything without a server: touchbase send --rehearse",
      ]
    )
  }
}
