import ArgumentParser
import DurableFiles
import FoundationEssentials
import MailMessage

/// `touchbase init`: makes a workspace.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Make a workspace: one folder of plain files."
  )

  @Argument(help: ArgumentHelp("The folder; it may exist already.", valueName: "dir"))
  var folder: String?

  @Option(help: "Your name, as it stands below your letters.")
  var name: String?

  @Option(help: "Your address, from which the letters come.")
  var email: String?

  @Option(help: "The town that you share with your neighbours.")
  var city: String?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let output = Output(
      colours: Terminal.hasColours(environment: ProcessInfo.processInfo.environment)
    )
    let root = folder ?? workspace.folder ?? "."
    let files = PosixFileSystem()
    let configurationPath = "\(root)/touchbase.yaml"
    guard try !files.exists(configurationPath) else {
      throw CommandFailure(
        .cannotWrite,
        "\(configurationPath): this is a workspace already",
        hints: ["nothing was changed; 'touchbase -C \(root)' says where things stand"]
      )
    }
    let me = try asked(output)
    try Self.makeFolders(root, files)
    try Self.write(Self.files(me: me, city: city), below: root, files)
    let place = root == "." ? FileManager.default.currentDirectoryPath : root
    output.line("Made a workspace for \(me) in \(place).")
    output.next("touchbase\(root == "." ? "" : " -C \(root)") import FILE")
  }

  /// Name and address from the options, else from the person.
  private func asked(_ output: Output) throws -> Mailbox {
    let name = try name ?? Self.answer("Your name", option: "--name", output)
    let email = try email ?? Self.answer("Your e-mail address", option: "--email", output)
    guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      throw CommandFailure(.usage, "the name is empty or holds control characters")
    }
    do {
      return Mailbox(displayName: name, address: try EmailAddress(email))
    } catch {
      throw CommandFailure(.usage, "'\(Output.visibleLine(email))' is no address: \(error)")
    }
  }

  private static func answer(_ question: String, option: String, _ output: Output) throws -> String
  {
    guard Terminal.isInteractive else {
      throw CommandFailure(
        .usage,
        "\(question.lowercased()) is not given",
        hints: ["touchbase init \(option) …"]
      )
    }
    output.part("\(question): ")
    let words = (readLine() ?? "").split(separator: " ")
    return words.joined(separator: " ")
  }

  private static func makeFolders(_ root: String, _ files: PosixFileSystem) throws {
    for folder in ["", "/contacts", "/templates", "/drafts", "/outbox"] {
      try files.makeDirectory(root + folder)
    }
  }

  /// The configuration comes last: a folder that lacks it is no workspace yet.
  private static func write(
    _ contents: [(path: String, text: String)],
    below root: String,
    _ files: PosixFileSystem
  ) throws {
    for (path, text) in contents where try !files.exists("\(root)/\(path)") {
      try files.replaceFile("\(root)/\(path)", with: Array(text.utf8))
    }
  }

  private static func files(me: Mailbox, city: String?) -> [(path: String, text: String)] {
    [
      (".gitignore", ".touchbase/\noutbox/\n"),
      (".gitattributes", "history.jsonl merge=union\n*.eml -text\n"),
      ("news.md", "# What is new with me: one sentence a line, as I would say it.\n"),
      ("touchbase.yaml", configuration(me: me, city: city)),
    ]
  }

  private static func configuration(me: Mailbox, city: String?) -> String {
    let city = city.map { "  city: \(quoted($0))\n" } ?? ""
    return """
      version: 1
      me:
        name: \(quoted(me.displayName ?? ""))
        email: \(quoted(me.address.description))
      \(city)
      # How mail leaves: 'touchbase doctor' looks for your server, and 'touchbase send --rehearse'
      # shows everything without one.
      # smtp:
      #   url: smtps://smtp.example.org
      #   user: \(me.address)
      #   password_command: pass show mail/me

      """
  }

  /// A YAML double-quoted scalar: the one style that can hold every text.
  private static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
