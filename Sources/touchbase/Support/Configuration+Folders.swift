import CurlMail

extension Configuration {
  /// Where the folders of the mail account are.
  struct Folders: Sendable {
    /// `imaps://host[:port]` or `imap://host[:port]`, known to be usable.
    let url: String
    let access: Access
    /// Whether copies of sent letters are put there.
    let savesSent: Bool
    /// The folder of sent letters; nil where the server says which it is.
    let sentFolder: IMAPFolderName?
  }
}

extension Configuration.Folders {
  static let keys = ["url", "save_sent", "folder"] + Configuration.Access.keys

  /// Reads what stands below `imap`; the login is that of `smtp` unless there is one here.
  init(_ imap: YAMLMapping, login server: Configuration.Server?) throws {
    let form = "imaps://imap.example.org"
    guard let url = try imap.text("url"), let entry = imap["url"] else {
      throw CommandFailure(
        .configuration,
        "\(imap.file):\(imap.entries.first?.line ?? 1):1: 'imap' needs 'url'",
        hints: ["write it like \(form)"]
      )
    }
    do {
      _ = try IMAPAccount.host(of: url)
    } catch {
      throw imap.failure(entry, "\(error)")
    }
    var access = try Configuration.Access(imap)
    if access.user == nil, let other = server?.access {
      access.user = other.user
      if access.password == .surroundings { access.password = other.password }
      access.certificateFile = access.certificateFile ?? other.certificateFile
    }
    guard access.user != nil else {
      throw imap.failure(entry, "'imap' needs 'user'", hint: "write it like user: sam@example.org")
    }
    self.url = url
    self.access = access
    savesSent = try imap.value("save_sent", form: "true or false", read: { Bool($0) }) ?? false
    sentFolder = try imap.value("folder", form: "Sent", read: { IMAPFolderName($0) })
  }
}
