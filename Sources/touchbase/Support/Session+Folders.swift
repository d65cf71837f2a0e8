import Correspondence
import CurlMail

extension Session {
  /// Where the account's folders are.
  ///
  /// - Throws: `CommandFailure` when the person has not said so.
  func folders() throws -> Configuration.Folders {
    if let folders = configuration.folders { return folders }
    throw CommandFailure(
      .configuration,
      "\(Workspace.configurationName): it does not say where the account's folders are",
      hints: ["add these lines:", "imap:", "  url: imaps://imap.example.org"]
    )
  }

  /// Opens the account's folders, its password or token asked for now; a token that is refused is
  /// renewed once.
  func openFolders(
    _ folders: Configuration.Folders,
    isTracing: Bool = false
  ) throws -> IMAPSession {
    let hooks = hooks(isTracing: isTracing)
    let account = try account(folders)
    do throws(IMAPError) {
      return try IMAPSession(to: account, hooks: hooks)
    } catch {
      guard case .loginRefused = error, account.login?.isToken == true else { throw error }
      let renewed = try self.account(folders)
      guard renewed.login != account.login else { throw error }
      return try IMAPSession(to: renewed, hooks: hooks)
    }
  }

  /// What a conversation asks the person who may stop it, and shows one who wants to see it.
  func hooks(isTracing: Bool) -> MailHooks {
    var hooks = MailHooks(isCancelled: { Interruption.isRequested })
    if isTracing { hooks.trace = output.trace }
    return hooks
  }

  func account(_ folders: Configuration.Folders) throws -> IMAPAccount {
    let login = try folders.access.password.login(
      host: try IMAPAccount.host(of: folders.url),
      user: folders.access.user ?? "\(settings.me.address)",
      environment: environment
    )
    var account = try IMAPAccount(
      url: folders.url,
      login: login,
      options: options(folders.access)
    )
    account.connectTimeout = .seconds(30)
    return account
  }

  /// The folder of sent letters, by the configuration's word, else by the server's.
  func sentFolder(
    _ folders: Configuration.Folders,
    on server: IMAPSession
  ) throws -> IMAPFolderName {
    if let folder = folders.sentFolder { return folder }
    if let folder = try server.sentFolder() { return folder }
    throw CommandFailure(
      .configuration,
      "the mail server does not say which folder is for sent letters",
      hints: ["name it: imap: folder in \(Workspace.configurationName)"]
    )
  }
}
