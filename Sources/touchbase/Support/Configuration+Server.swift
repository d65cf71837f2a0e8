import Correspondence
import CurlMail
import Outbox
import Yams

extension Configuration.Server {
  static let keys =
    ["url", "transport", "command", "line_ends", "pace", "connections"] + Configuration.Access.keys

  /// Reads what stands below `smtp`.
  init(_ smtp: YAMLMapping) throws {
    let transport =
      try smtp.value("transport", form: "smtp or sendmail") { Kind(rawValue: $0) } ?? .smtp
    switch transport {
    case .smtp: route = .server(url: try Self.url(smtp))
    case .sendmail: route = try Self.command(smtp)
    }
    access = try Configuration.Access(smtp)
    if access.user == nil, access.password != .surroundings, let entry = smtp["password_command"] {
      throw smtp.failure(
        entry,
        "a password needs the 'user' that it is for",
        hint: "write it like user: sam@example.org"
      )
    }
    pace = try smtp.value("pace", form: "20 per minute", read: { Pace($0) })
    connections = try smtp.number("connections", in: 1...16) ?? 1
  }

  private enum Kind: String {
    case smtp, sendmail
  }

  private static func url(_ smtp: YAMLMapping) throws -> String {
    for key in ["command", "line_ends"] {
      if let entry = smtp[key] {
        throw smtp.failure(entry, "'\(key)' goes with 'transport: sendmail'")
      }
    }
    let form = "smtps://smtp.example.org or smtp://smtp.example.org:587"
    guard let url = try smtp.text("url"), let entry = smtp["url"] else {
      throw CommandFailure(
        .configuration,
        "\(smtp.file):\(smtp.entries.first?.line ?? 1):1: 'smtp' needs 'url'",
        hints: ["write it like \(form)"]
      )
    }
    do {
      _ = try SMTPAccount(url: url)
    } catch {
      throw smtp.failure(entry, "\(error)")
    }
    return url
  }

  /// The words of a command: a list, or a text that is split at its blanks; no shell reads it.
  private static func command(_ smtp: YAMLMapping) throws -> Configuration.Route {
    let foreign = ["url"] + Configuration.Access.keys
    for entry in smtp.entries where foreign.contains(entry.key) {
      throw smtp.failure(
        entry,
        "'\(entry.key)' has no meaning for a command",
        hint: "the command itself knows servers and passwords"
      )
    }
    let words = try smtp.words("command") ?? ["/usr/sbin/sendmail"]
    let lineEnds = try smtp.value("line_ends", form: "lf or crlf") {
      Configuration.LineEnds(rawValue: $0)
    }
    return .sendmail(words, lineEnds: lineEnds ?? .lf)
  }
}

extension Configuration.Access {
  static let keys = [
    "user", "password_command", "oauth2_token_command", "ca_file", "client_certificate",
    "client_key", "proxy",
  ]

  /// Reads the keys that say how to get into a server.
  init(_ server: YAMLMapping) throws {
    user = try server.text("user")
    password = try Self.password(server, user: user)
    certificateFile = try server.text("ca_file")
    clientCertificate = try server.text("client_certificate")
    clientKey = try server.text("client_key")
    proxy = try server.text("proxy")
    let options = MailServerOptions(
      caFile: certificateFile,
      clientCertificate: clientCertificate,
      clientKey: clientKey,
      proxy: proxy
    )
    do {
      _ = try SMTPAccount(url: "smtp://localhost", options: options)
    } catch {
      let key: String? =
        switch error {
        case .caFile: "ca_file"
        case .clientCertificate: clientCertificate == nil ? "client_key" : "client_certificate"
        case .proxy: "proxy"
        case .url, .loginInURL, .port, .helloName, .login, .token: nil
        }
      guard let entry = key.flatMap({ server[$0] }) else { throw error }
      throw server.failure(entry, "\(error)")
    }
  }

  private static func password(_ server: YAMLMapping, user: String?) throws -> PasswordSource {
    guard let entry = server["oauth2_token_command"],
      let command = try server.text("oauth2_token_command")
    else { return try server.text("password_command").map(PasswordSource.command) ?? .surroundings }
    if let other = server["password_command"] {
      throw server.failure(other, "there is 'oauth2_token_command' as well; keep one of them")
    }
    guard user != nil else {
      throw server.failure(entry, "a token needs the 'user' that it is for")
    }
    return .tokenCommand(command)
  }
}

extension YAMLMapping {
  /// The words of a key, a list or one text that is split at blanks; nil when it is absent.
  fileprivate func words(_ key: String) throws -> [String]? {
    guard let entry = self[key] else { return nil }
    let words: [String]?
    if let list = entry.value.sequence {
      let scalars = list.map { $0.scalar?.string }
      words = scalars.contains(nil) ? nil : scalars.compactMap(\.self)
    } else {
      words = try text(key)?.split(separator: " ").map(String.init)
    }
    guard let words, let first = words.first, !first.isEmpty,
      words.allSatisfy({ !$0.utf8.contains(0) })
    else {
      throw failure(entry, "'\(key)' should be a command", hint: "write it like msmtp -a work")
    }
    return words
  }
}
