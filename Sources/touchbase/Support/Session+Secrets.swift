extension Session {
  /// Warns where others on this machine can read what leads to the password of the mail account.
  func warnOfReadableSecrets() {
    guard let server = configuration.server, server.user != nil else { return }
    var paths = [workspace.configuration]
    if server.password == .surroundings, let path = PasswordSource.netrcPath(environment) {
      paths.append(path)
    }
    for path in paths where ConfigurationCheck.isOpen(path, files) {
      output.warning("\(path): others on this machine can read it: chmod 600 '\(path)'")
    }
  }
}
