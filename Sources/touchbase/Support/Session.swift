import Contacts
import Correspondence
import DurableFiles
import FoundationEssentials
import MailMessage

/// What every command works with: the workspace, its configuration, the clock and the screen.
struct Session {
  let workspace: Workspace
  let configuration: Configuration
  let clock: Clock
  let output: Output
  let files: any FileSystem
  let environment: [String: String]

  /// Opens the workspace that the options, the environment or the current folder lead to.
  ///
  /// - Throws: `CommandFailure` when there is none, or its configuration cannot be understood.
  init(_ options: WorkspaceOptions) throws {
    environment = ProcessInfo.processInfo.environment
    files = PosixFileSystem()
    output = Output(colours: Terminal.hasColours(environment: environment))
    clock = try Clock(environment: environment)
    workspace = try Self.workspace(options, environment, files)
    let bytes = try files.readFile(workspace.configuration, limit: 1 << 20)
    configuration = try Configuration(yaml: bytes)
  }

  var settings: Settings { configuration.settings }

  private static func workspace(
    _ options: WorkspaceOptions,
    _ environment: [String: String],
    _ files: any FileSystem
  ) throws -> Workspace {
    let named = options.folder ?? environment["TOUCHBASE_HOME"].flatMap { $0.isEmpty ? nil : $0 }
    if let named {
      let workspace = Workspace(root: named)
      if try files.exists(workspace.configuration) { return workspace }
      throw missing("'\(named)' is no workspace: it has no \(Workspace.configurationName)")
    }
    let start = FileManager.default.currentDirectoryPath
    guard let workspace = try Workspace.nearest(from: start, exists: { try files.exists($0) })
    else { throw missing("there is no workspace here: no \(Workspace.configurationName) upwards") }
    return workspace
  }

  private static func missing(_ message: String) -> CommandFailure {
    CommandFailure(
      .noInput,
      message,
      hints: ["make one with 'touchbase init', or name one with -C or TOUCHBASE_HOME"]
    )
  }
}
