import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Outbox
import Threads

extension Session {
  /// Where the drafts are.
  var draftFolder: DraftFolder {
    DraftFolder(workspace, fileSystem: files, now: Clock.nanoseconds)
  }

  /// The templates of the workspace and of the program.
  var templates: LetterTemplates { LetterTemplates(workspace, fileSystem: files) }

  /// What is new with the writer.
  func news() throws -> [NewsItem] {
    guard try files.exists(workspace.news) else { return [] }
    let path = workspace.relative(workspace.news)
    return NewsFile(path: path, bytes: try files.readFile(workspace.news)).items
  }

  /// Which drafts were approved before.
  func knownLetters() throws -> @Sendable (String) -> Bool {
    let ids = try outbox().knownIDs()
    return { ids.contains($0) }
  }

  /// Every draft, and the checks with everything that they compare it with.
  ///
  /// The people are read as well, unless they were already, at the same time.
  func draftsAndReviewer(of book: AddressBook? = nil) throws -> ([Draft], Reviewer) {
    // A second thread's memory grows page by page: it has what is less, or known from an earlier run.
    let people = Companion(isWanted: book == nil) { Result { try readContacts() } }
    let drafts = Result { try draftFolder.all() }
    if let book { return (try drafts.get(), try reviewer(of: book, among: drafts.get())) }
    let read = try people.value().get()
    tellProblems(of: read)
    return (try drafts.get(), try reviewer(of: read, among: drafts.get()))
  }

  /// The checks, with everything that they compare a draft with.
  func reviewer(of book: AddressBook? = nil, among drafts: [Draft]? = nil) throws -> Reviewer {
    let templates = templates
    let renderer = LetterRenderer(
      templates: templates,
      settings: settings,
      history: History(),
      news: try news(),
      today: clock.today
    )
    let people = try (book ?? addressBook()).contacts
    let history = try HistoryFile(workspace, fileSystem: files).load()
    let isKnown = try knownLetters()
    return Reviewer(
      settings: settings,
      people: people,
      news: try news(),
      attachments: AttachmentReader(
        workspace,
        home: environment["HOME"].flatMap { $0.isEmpty ? nil : $0 },
        fileSystem: files,
        limit: settings.attachmentLimit
      ),
      others: otherLetters(drafts),
      history: history,
      today: clock.today,
      isKnown: isKnown,
      templateText: { Self.wording(of: $0, templates) },
      templateNames: { Self.letterNames(templates) },
      wordings: renderer.wordings
    )
  }

  /// A template that was deleted since leaves the measure without its text.
  private static func wording(of name: String, _ templates: LetterTemplates) -> TemplateWording? {
    do throws(TemplateError) {
      return try templates.wording(of: name)
    } catch {
      return nil
    }
  }

  private static func letterNames(_ templates: LetterTemplates) -> [String] {
    do {
      return try templates.letters().map(\.name)
    } catch {
      return []
    }
  }

  /// The drafts that the words name: a path, a file's name, or a person; all of them for none.
  ///
  /// - Throws: `CommandFailure` when a word names no draft, or several.
  func drafts(_ words: [String], among all: [Draft]? = nil) throws -> [Draft] {
    let all = try all ?? draftFolder.all()
    var names = DraftNames(all)
    let chosen = try words.isEmpty ? all : words.map { try names.draft($0) }
    for (path, trace) in try draftFolder.editorTraces(of: chosen.map(\.path)) {
      output.warning("\(path): an editor has it open, or could not save all of it: drafts/\(trace)")
    }
    return chosen
  }
}
