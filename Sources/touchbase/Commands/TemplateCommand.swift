import ArgumentParser
import Correspondence
import DurableFiles

/// `touchbase template`: the letters that a person writes again and again, and never twice alike.
struct TemplateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "List, try and mend templates.",
    discussion: "A file in templates/ is used instead of the built-in one of the same name.",
    subcommands: [
      TemplateList.self, TemplateShow.self, TemplateCheck.self, TemplateRender.self,
      TemplateExplain.self, TemplateCopy.self, TemplateFilters.self,
    ],
    defaultSubcommand: TemplateList.self
  )
}

/// What the commands on templates work with: a workspace where there is one, else only what comes
/// with touchbase.
struct TemplateSession {
  let session: Session?
  let output: Output
  let templates: LetterTemplates
  let files: any FileSystem

  init(_ options: WorkspaceOptions) throws {
    do {
      let session = try Session(options)
      self.session = session
      output = session.output
      files = session.files
      templates = session.templates
    } catch let failure as CommandFailure where failure.status == .noInput && options.folder == nil
    {
      session = nil
      output = Output.standard
      files = PosixFileSystem()
      templates = LetterTemplates(nil, fileSystem: PosixFileSystem())
    }
  }
}

/// `touchbase template list`.
struct TemplateList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "Show all templates, yours first, and what each is for."
  )

  @OptionGroup var json: JSONOption
  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try TemplateSession(workspace)
    let sources = try session.templates.names().map { try session.templates.source(named: $0) }
    let letters = sources.filter { $0.frontMatter.subject != nil }
    let snippets = sources.filter { $0.frontMatter.subject == nil }
    if json.isWanted {
      session.output.bytes(try JSONValue.array((letters + snippets).map(\.json)).encoded())
      return
    }
    for (title, sources) in [("Letters", letters), ("Snippets", snippets)] where !sources.isEmpty {
      session.output.line(title, style: .bold)
      for source in sources {
        let all = try session.templates.sources(named: source.name)
        session.output.line(source.line(languages: all.compactMap(\.language)))
      }
    }
    session.output.next("touchbase template copy NAME makes one your own")
  }
}

extension TemplateSource {
  /// The template in a list, with the languages that it is there in beside its own.
  fileprivate func line(languages: [String]) -> String {
    let also = languages.isEmpty ? [] : ["(also \(languages.joined(separator: ", ")))"]
    let groups = frontMatter.groups.map { "#\($0)" }
    let words = ([frontMatter.description].compactMap(\.self) + groups + also)
      .joined(separator: " ")
    return Columns.trimmed(
      "  \(Columns.padded(name, to: 16))  \(Columns.padded(isOwn ? "yours" : "built-in", to: 8))  \(words)"
    )
  }

  fileprivate var json: JSONValue {
    [
      "name": .string(name), "path": .string(path), "own": .bool(isOwn),
      "subject": .text(frontMatter.subject), "description": .text(frontMatter.description),
      "for": .texts(frontMatter.groups),
    ]
  }
}

/// `touchbase template show`.
struct TemplateShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print a template as it is, its front matter included."
  )

  @Argument(help: "The template's name, such as catch-up.")
  var name: String

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try TemplateSession(workspace)
    let bytes = try session.templates.bytes(named: name)
    if Terminal.isInteractive {
      session.output.part(String(decoding: bytes, as: UTF8.self))
    } else {
      session.output.bytes(bytes)
    }
  }
}

/// `touchbase template copy`.
struct TemplateCopy: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "copy",
    abstract: "Make a built-in template your own, to change it."
  )

  @Argument(help: "The template's name, such as catch-up.")
  var name: String

  @Option(name: .customLong("as"), help: "Another name for it; by default its own.")
  var newName: String?

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try Session(workspace)
    let bytes = try session.templates.bytes(named: name)
    let file = try LetterTemplates.file(named: newName ?? name)
    let path = session.workspace.templates + "/" + file
    guard try !session.files.exists(path) else {
      throw CommandFailure(
        .cannotWrite,
        "templates/\(file) is there already, and stays as it is",
        hints: ["choose another name with --as, or edit that one"]
      )
    }
    try session.files.makeDirectory(session.workspace.templates)
    try session.files.createFile(path, with: bytes)
    session.output.line("templates/\(file)")
    session.output.next("change it, then: touchbase template check \(newName ?? name)")
  }
}

/// `touchbase template filters`.
struct TemplateFilters: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "filters",
    abstract: "List all tags and filters, and what each does."
  )

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let output = Output.standard
    let (tags, filters, own) = LetterRenderer.vocabulary
    let lists = [
      ("Tags of letters", tags.filter(own.contains), TemplateWords.tags),
      ("Filters of letters", filters.filter(own.contains), TemplateWords.filters),
      ("Tags", tags.filter { !own.contains($0) }, TemplateWords.tags),
      ("Filters", filters.filter { !own.contains($0) }, TemplateWords.filters),
    ]
    for (index, (title, names, words)) in lists.enumerated() {
      if index > 0 { output.line() }
      output.line(title, style: .bold)
      for name in names.sorted() {
        output.line(Columns.trimmed("  \(Columns.padded(name, to: 24))  \(words[name] ?? "")"))
      }
    }
  }
}
