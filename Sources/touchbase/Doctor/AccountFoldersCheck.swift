import CurlMail

/// Whether the account's folders can be had, where the configuration names them.
struct AccountFoldersCheck {
  let session: Session
  let isTracing: Bool

  func run() -> [Diagnosis] {
    guard let folders = session.configuration.folders else { return [] }
    do {
      let server = try session.openFolders(folders, isTracing: isTracing)
      defer { server.close() }
      let folder = try session.sentFolder(folders, on: server)
      let copies = folders.savesSent ? "copies of letters go to '\(folder)'" : "no copies are saved"
      guard try server.hasFolder(folder) else {
        return [
          .warn(
            "imap",
            "there is no folder '\(folder)'",
            "it is made at the next send, or name another"
          )
        ]
      }
      return [.ok("imap", "'\(folders.access.user ?? "")' is let in; \(copies)")]
    } catch let error as IMAPError {
      return [Self.trouble(error)]
    } catch {
      return [.fail("imap", error)]
    }
  }

  private static func trouble(_ error: IMAPError) -> Diagnosis {
    let words = "\(error)"
    return switch error {
    case .account: .fail("imap", .configuration, words, [])
    case .loginRefused, .authNotOffered:
      .fail("imap", .loginRefused, words, ["check user and password_command of imap"])
    case .certificate:
      .fail("imap", .unavailable, words, ["check the name in imap: url, or name its ca_file"])
    case .tls, .startTLSNotOffered:
      .fail("imap", .unavailable, words, ["try imaps://, port 993, or imap://, port 143"])
    case .unreachable:
      .fail("imap", .unavailable, words, ["check the network, and host and port of imap: url"])
    case .refused, .tooLarge, .bye, .hungUp, .timedOut, .badReply, .cancelled, .transport,
      .sessionOver:
      .fail("imap", .unavailable, words, ["try again later, or another port"])
    }
  }
}
