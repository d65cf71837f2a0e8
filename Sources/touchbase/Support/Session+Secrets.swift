import Correspondence

extension Session {
  /// Warns where others on this machine can read what leads to the password of a mail account.
  func warnOfReadableSecrets() {
    let accesses = [configuration.server?.access, configuration.folders?.access].compactMap(\.self)
    let logins = accesses.filter { $0.user != nil }
    guard !logins.isEmpty else { return }
    var paths = [workspace.configuration]
    if logins.contains(where: { $0.password == .surroundings }),
      let path = PasswordSource.netrcPath(environment)
    {
      paths.append(path)
    }
    for path in paths where ConfigurationCheck.isOpen(path, files) {
      output.warning("\(path): others on this machine can read it: chmod 600 '\(path)'")
    }
  }
}
