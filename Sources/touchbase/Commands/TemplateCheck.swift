import ArgumentParser
import Correspondence
import DurableFiles
import Liquid
import MailMessage

/// `touchbase template check`.
struct TemplateCheck: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say all that is wrong with templates, before anybody gets a letter of them.",
    discussion: "Without names it looks at all of them. What depends on a person shows in a draft."
  )

  @Argument(help: "Names of templates, such as catch-up, or files.")
  var names: [String] = []

  @OptionGroup var workspace: WorkspaceOptions

  func run() throws {
    let session = try TemplateSession(workspace)
    let renderer = LetterRenderer(
      templates: session.templates,
      settings: try session.settings,
      history: History(entries: []),
      news: [],
      today: session.session?.clock.today ?? CalendarDay(DateTime(secondsSinceEpoch: 0))
    )
    let names = try names.isEmpty ? session.templates.names() : names
    var count = 0
    for name in names {
      for failure in try failures(name, session, renderer) {
        session.output.failure(failure)
        count += 1
      }
    }
    guard count == 0 else { throw ExitStatus.badData }
    session.output.line(names.count == 1 ? "\(names[0]): right" : "\(names.count) templates: right")
  }

  private func failures(
    _ name: String,
    _ session: TemplateSession,
    _ renderer: LetterRenderer
  ) throws -> [CommandFailure] {
    do {
      let sources =
        name.contains("/") || name.hasSuffix(".liquid")
        ? [try source(ofFile: name, session)] : try session.templates.sources(named: name)
      return sources.flatMap { renderer.errors(in: $0) }.map { error in
        CommandFailure(
          .badData,
          "\(error)",
          excerpt: error.excerpt,
          hints: error.hint.map { [$0] } ?? []
        )
      }
    } catch let error as TemplateError {
      return [CommandFailure(.badData, "\(error)", hints: error.hint.map { [$0] } ?? [])]
    }
  }

  private func source(ofFile path: String, _ session: TemplateSession) throws -> TemplateSource {
    let bytes = try session.files.readInput(path, limit: 1 << 20)
    return try TemplateSource(file: bytes, path: path)
  }
}

extension TemplateSession {
  /// Whose letters they would be; somebody's where there is no workspace.
  var settings: Settings {
    get throws {
      if let session { return session.settings }
      return Settings(me: Profile(name: "Me", address: try EmailAddress("me@example.org")))
    }
  }
}
