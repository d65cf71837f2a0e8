import Correspondence
import CurlMail
import DurableFiles
import MailMessage
import ServiceDiscovery

/// What the configuration could say of how mail leaves, as far as the address's domain tells.
struct ServerProposal {
  /// What was found, in lower case and without a final period.
  let words: String
  /// The lines for touchbase.yaml; none where nothing was found.
  let lines: [String]
  /// The lines with all that a person may want to fill in, where nothing was found.
  let hints: [String]

  /// Looks for the servers of the person's own domain; takes some seconds.
  static func lookedUp(for session: Session) -> ServerProposal {
    let address = session.settings.me.address
    let domain = (address.withASCIIDomain ?? address).domain
    let search = session.serverSearch
    do throws(DiscoveryError) {
      let smtp = try search.run(.smtp, domain: domain)
      guard let found = smtp.found else { return nothing(address, domain, smtp) }
      let imap = try search.run(.imap, domain: domain).found
      return ServerProposal(
        words: "\(Workspace.configurationName) does not say how mail leaves; "
          + Self.words(found, domain),
        lines: ["smtp:", "  url: \(found.url)", "  user: \(address)"]
          + (imap.map { ["imap:", "  url: \($0.url)"] } ?? []),
        hints: []
      )
    } catch {
      return ServerProposal(
        words: "\(Workspace.configurationName) does not say how mail leaves; \(error)",
        lines: [],
        hints: usual(address)
      )
    }
  }

  private static func words(_ found: ServerSearch.Candidate, _ domain: String) -> String {
    found.isSaid
      ? "\(domain) itself names '\(found.host)', whose certificate is good"
      : "'\(found.host)' answers, and its certificate is good"
  }

  private static func nothing(
    _ address: EmailAddress,
    _ domain: String,
    _ outcome: ServerSearch.Outcome
  ) -> ServerProposal {
    let reason =
      outcome.isRefused
      ? "\(domain) says that it takes no mail from its people"
      : ([String]() + ["no server was found for \(domain)"] + outcome.others).joined(
        separator: "; "
      )
    return ServerProposal(
      words: "\(Workspace.configurationName) does not say how mail leaves; \(reason)",
      lines: [],
      hints: usual(address)
    )
  }

  private static func usual(_ address: EmailAddress) -> [String] {
    [
      "add these lines:", "smtp:", "  url: smtps://smtp.example.org", "  user: \(address)",
      "  password_command: pass show mail/me",
      "or try everything without a server: touchbase send --rehearse",
    ]
  }
}

extension Session {
  /// The search with real questions: `$TOUCHBASE_DNS` names another name server, for rehearsals.
  var serverSearch: ServerSearch {
    let names = DomainNameSystem(
      servers: environment["TOUCHBASE_DNS"].flatMap { $0.isEmpty ? nil : $0 }
    )
    return ServerSearch(
      service: { name throws(DiscoveryError) in try names.service(name) },
      hasAddress: { name throws(DiscoveryError) in try names.hasAddress(name) },
      trouble: { kind, url in trouble(kind, url) }
    )
  }

  /// Why a server cannot be it; nil when it can.
  private func trouble(_ kind: MailService, _ url: String) -> String? {
    let options = options(Configuration.Access())
    do {
      switch kind {
      case .smtp:
        var account = try SMTPAccount(url: url, options: options).requiringTLS()
        account.timeouts = SendingCheck.timeouts
        try SMTPSession(to: account).close()
      case .imap:
        try IMAPSession(to: IMAPAccount(url: url, options: options).requiringTLS()).close()
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  /// A session whose configuration says how mail leaves, by the person's word if need be.
  ///
  /// - Throws: `CommandFailure` with the lines that are missing, where nobody can be asked.
  func withServer(_ options: WorkspaceOptions) throws -> Session {
    if configuration.server != nil { return self }
    let proposal = ServerProposal.lookedUp(for: self)
    let lines = proposal.lines
    guard !lines.isEmpty else {
      throw CommandFailure(.configuration, proposal.words, hints: proposal.hints)
    }
    guard Terminal.isInteractive else {
      throw CommandFailure(.configuration, proposal.words, hints: ["add these lines:"] + lines)
    }
    output.line(proposal.words + ".")
    for line in lines { output.line("  \(line)") }
    let question = "Keep these lines in \(Workspace.configurationName)?"
    guard Prompt(output: output).yes(question, orElse: false) == true else {
      throw CommandFailure(
        .configuration,
        "nothing was kept, and nothing was sent",
        hints: ["write how mail leaves into \(Workspace.configurationName)"]
      )
    }
    try keep(lines)
    return try Session(options)
  }

  /// Adds lines to the configuration, unless it could not be read with them.
  private func keep(_ lines: [String]) throws {
    let before = try files.readFile(workspace.configuration, limit: 1 << 20)
    let start = before.isEmpty || before.last == 0x0A ? "" : "\n"
    let after = before + Array((start + lines.joined(separator: "\n") + "\n").utf8)
    guard try Configuration(yaml: after).server != nil else {
      throw CommandFailure(.configuration, "add these lines yourself", hints: lines)
    }
    try files.replaceFile(workspace.configuration, with: after)
  }
}
