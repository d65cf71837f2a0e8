import Correspondence
import CurlMail
import MailMessage
import Outbox

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Whether letters could leave: the server, its certificate, what it can do, the login.
struct SendingCheck {
  let session: Session
  let isTracing: Bool

  func run() -> [Diagnosis] {
    guard let server = session.configuration.server else { return lookedUp() }
    switch server.route {
    case .sendmail(let command, _): return [Self.command(command, session.environment)]
    case .server(let url): return self.server(url, server)
    }
  }

  /// Without a login first: what is wrong with the server has nothing to do with a password, and a
  /// server that is not the right one gets none.
  private func server(_ url: String, _ server: Configuration.Server) -> [Diagnosis] {
    do {
      var account = try SMTPAccount(url: url, options: session.options(server.access))
      account.timeouts = Self.timeouts
      let connection = try SMTPSession(to: account, hooks: hooks)
      connection.close()
      let offered = connection.capabilities
      var found = [
        Diagnosis.ok("server", "'\(account.server)' answers"), Self.protection(account),
        capabilities(offered, wantsLogin: server.access.user != nil),
      ]
      let clock = ClockCheck.comparison(connection.greeting, now: session.clock.now)
      if let clock { found.append(clock) }
      found += size(offered)
      found += login(url, server)
      return found
    } catch let error as SMTPError {
      return [Self.trouble(error)]
    } catch {
      return [.fail("server", error)]
    }
  }

  private var hooks: MailHooks { session.hooks(isTracing: isTracing) }

  /// A person sits and waits.
  static var timeouts: SMTPTimeouts {
    var timeouts = SMTPTimeouts()
    timeouts.connect = .seconds(20)
    timeouts.greeting = .seconds(60)
    return timeouts
  }

  private static func protection(_ account: SMTPAccount) -> Diagnosis {
    switch account.protection {
    case .implicitTLS, .startTLS:
      .ok("tls", "encrypted, and the certificate is good for '\(account.host)'")
    case .startTLSIfOffered:
      .ok("tls", "not demanded: the line goes no further than this machine")
    }
  }

  private func capabilities(_ offered: SMTPCapabilities, wantsLogin: Bool) -> Diagnosis {
    let names = ["PIPELINING", "8BITMIME", "SMTPUTF8"].filter(offered.offers)
    let words = names.isEmpty ? "it can do the least" : "it can do \(names.joined(separator: ", "))"
    let logins = offered.authMechanisms
    guard !wantsLogin, !logins.isEmpty else { return .ok("capabilities", words) }
    return .warn(
      "capabilities",
      "\(words); it offers logins (\(logins.joined(separator: ", "))), and there is no user",
      "add to smtp: user: \(session.settings.me.address)"
    )
  }

  /// An attachment grows by a third and a bit on its way.
  private func size(_ offered: SMTPCapabilities) -> [Diagnosis] {
    guard let limit = offered.maximumSize else { return [] }
    let most = limit / 4 * 3 / 1_000_000
    guard session.settings.attachmentLimit > limit / 4 * 3 else {
      return [.ok("size", "letters of up to \(limit / 1_000_000) MB")]
    }
    return [
      .warn(
        "size",
        "the server takes letters of \(limit / 1_000_000) MB, less than the attachments that are "
          + "allowed",
        "write in \(Workspace.configurationName): drafting: attachments: \(max(most, 1)) MB"
      )
    ]
  }

  private func login(_ url: String, _ server: Configuration.Server) -> [Diagnosis] {
    guard let user = server.access.user else { return [] }
    do {
      var account = try session.account(at: url, of: server)
      account.timeouts = Self.timeouts
      try SMTPSession(to: account, hooks: hooks).close()
      return [.ok("login", "'\(user)' is let in")]
    } catch let error as SMTPError {
      return [Self.trouble(error)]
    } catch {
      return [.fail("login", error)]
    }
  }

  /// What a failed connection is about, and what helps.
  static func trouble(_ error: SMTPError) -> Diagnosis {
    let words = "\(error)"
    switch error {
    case .account: return .fail("configuration", .configuration, words, [])
    case .certificate:
      return .fail(
        "tls",
        .unavailable,
        words,
        ["check the name in smtp: url; for an authority of your own, name its ca_file"]
      )
    case .tls, .startTLSNotOffered:
      return .fail("tls", .unavailable, words, ["try smtps://, port 465, or smtp://, port 587"])
    case .authNotOffered:
      return .fail(
        "login",
        .loginRefused,
        words,
        ["ask your provider which port and which kind of login it wants"]
      )
    case .loginRefused(_, let reply) where reply.isTransient:
      return .fail("login", .tryAgain, words, ["try again later"])
    case .loginRefused:
      return .fail(
        "login",
        .loginRefused,
        words,
        ["check user and password_command; many providers want an app password, or a token"]
      )
    case .unreachable:
      return .fail(
        "server",
        .unavailable,
        words,
        ["check the network, and host and port of smtp: url"]
      )
    case .greetingRefused, .serviceClosing, .hungUp, .timedOut, .badReply, .cancelled, .transport,
      .sessionOver:
      return .fail("server", .unavailable, words, ["try again later, or another port"])
    }
  }

  private static func command(_ command: [String], _ environment: [String: String]) -> Diagnosis {
    let name = command[0]
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    let paths = name.contains("/") ? [name] : folders.map { "\($0)/\(name)" }
    guard paths.contains(where: { access($0, X_OK) == 0 }) else {
      return .fail(
        "command",
        .configuration,
        "cannot run '\(name)'",
        ["install it, or name another: smtp: command"]
      )
    }
    return .ok("command", "'\(name)' can be run; what becomes of letters there, only it knows")
  }

  /// No server is named: perhaps the address's domain says which.
  private func lookedUp() -> [Diagnosis] {
    let proposal = ServerProposal.lookedUp(for: session)
    return [
      .fail(
        "server",
        .configuration,
        proposal.words,
        proposal.lines.isEmpty ? proposal.hints : ["add these lines:"] + proposal.lines
      )
    ]
  }
}
