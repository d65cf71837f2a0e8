import Correspondence
import CurlMail

extension Session {
  /// The account at the person's mail server, its password or token asked for now.
  func account(at url: String, of server: Configuration.Server) throws -> SMTPAccount {
    let options = options(server.access)
    guard let user = server.access.user else { return try SMTPAccount(url: url, options: options) }
    let host = try SMTPAccount(url: url).host
    let login = try server.access.password.login(host: host, user: user, environment: environment)
    return try SMTPAccount(url: url, login: login, options: options)
  }

  /// Whom to trust and the way there, with paths that do not depend on where the person is.
  ///
  /// The authorities of `$SSL_CERT_FILE` stand for the system's, as in other programs of OpenSSL.
  func options(_ access: Configuration.Access) -> MailServerOptions {
    MailServerOptions(
      caFile: access.certificateFile.map(path)
        ?? environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 },
      clientCertificate: access.clientCertificate.map(path),
      clientKey: access.clientKey.map(path),
      proxy: access.proxy
    )
  }

  /// A path of the configuration: below the workspace, unless it begins at the root or at home.
  private func path(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    if path.hasPrefix("~/"), let home = environment["HOME"] { return home + path.dropFirst(1) }
    return "\(workspace.root)/\(path)"
  }

  /// How mail leaves.
  ///
  /// - Throws: `CommandFailure` when the person has not said so yet.
  func server() throws -> Configuration.Server {
    if let server = configuration.server { return server }
    throw CommandFailure(
      .configuration,
      "\(Workspace.configurationName) does not say how mail leaves",
      hints: ["touchbase doctor looks for your server"]
    )
  }
}
