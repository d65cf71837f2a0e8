import Correspondence
import DurableFiles

/// Whether the files that lead to secrets are the person's alone.
struct ConfigurationCheck {
  let session: Session

  func run() -> [Diagnosis] {
    let path = session.workspace.configuration
    let name = Workspace.configurationName
    var found = [
      Self.isOpen(path, session.files)
        ? .warn(
          "configuration",
          "\(name) can be read by others, and it tells how to get your password",
          "chmod 600 \(session.workspace.relative(path))"
        ) : Diagnosis.ok("configuration", "\(name) is understood, and yours alone")
    ]
    if let netrc, Self.isOpen(netrc, session.files) {
      found.append(
        .warn(
          "netrc",
          "'\(netrc)' can be read by others, and it holds passwords",
          "chmod 600 \(netrc)"
        )
      )
    }
    return found
  }

  /// The netrc file, where a password may come from it.
  private var netrc: String? {
    let configuration = session.configuration
    let accesses = [configuration.server?.access, configuration.folders?.access].compactMap(\.self)
    let isAsked = accesses.contains { $0.user != nil && $0.password == .surroundings }
    return isAsked ? PasswordSource.netrcPath(session.environment) : nil
  }

  /// Whether others than the owner can read a file that is there.
  static func isOpen(_ path: String, _ files: any FileSystem) -> Bool {
    let status = Result { () throws(FileSystemError) in try files.status(path) }
    guard case .success(let status?) = status else { return false }
    return status.mode & 0o044 != 0
  }
}
