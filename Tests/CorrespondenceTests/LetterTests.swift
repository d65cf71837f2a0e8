import Contacts
import Correspondence
import DurableFiles
import MailMessage
import Templates
import Testing

@Suite struct LetterTests {
  @Test(arguments: Scenario.all(in: "letter"))
  func `a letter is drafted as its template says`(scenario: Scenario) throws {
    let (drafter, template) = try Self.drafter(scenario)
    do {
      let draft = try drafter.draft(for: scenario.people(), template: template)
      try scenario.expect("\(draft.path)\n" + String(decoding: draft.bytes, as: UTF8.self))
      #expect(try drafter.draft(for: scenario.people(), template: template) == draft)
    } catch let error as DraftingError {
      try scenario.expect(error.description)
    }
  }

  @Test func `there are scenarios`() {
    #expect(Scenario.all(in: "letter").count >= 15)
  }

  @Test(arguments: [
    "\"O'Neill, Ada \\\"Bee\\\" (PhD)\"", "Żółć Łódź", "小林 花子", "\"Ada 🐝 Park\"",
    "Park; Ada <x@y.z>",
    "\"Ada\\tPark\"", "\"=?utf-8?q?a?=\"",
  ])
  func `any name makes a header that is read back`(name: String) throws {
    let text = "---\nname: \(name)\nemail: ada@example.net\n---\n"
    let person = try ContactFile(path: "contacts/x.md", bytes: Array(text.utf8)).contact()
    let scenario = try #require(Scenario.all(in: "letter").first)
    let (drafter, _) = try Self.drafter(scenario)
    let new = try drafter.draft(for: [person], template: "hello")
    let draft = Draft(path: new.path, bytes: new.bytes)
    let reviewer = Reviewer(
      settings: try scenario.settings(),
      people: [person],
      news: [],
      attachments: Scenario.noAttachments,
      isKnown: { _ in false },
      templateText: { _ in nil }
    )
    #expect(reviewer.review(draft).findings.map(\.name) == [.unfinished])
    let written = reviewer.review(try Self.written(draft))
    let now = try #require(DateTime(iso8601: "2026-11-21T09:00:00Z"))
    let letter = try reviewer.approve(written, now: now, seed: 0)
    #expect(letter.envelope.recipients.map(\.description) == ["ada@example.net"])
  }

  static let letters = [
    "after-meeting", "ask-for-help", "birthday", "catch-up", "congratulations", "hello", "local",
    "long-silence", "offer-help", "thank-you",
  ]

  @Test func `every built-in file is a letter or a snippet`() throws {
    let templates = LetterTemplates(nil, fileSystem: PosixFileSystem())
    #expect(try templates.letters().map(\.name) == Self.letters)
    let files = try templates.names().flatMap { try templates.sources(named: $0) }
    #expect(files.count == Templates.files.count)
  }

  @Test(arguments: letters)
  func `a built-in letter always asks for a passage and is blocked until it is written`(
    letter: String
  ) throws {
    for scenario in Scenario.all(in: "letter") {
      let (drafter, _) = try Self.drafter(scenario)
      let wording = try LetterTemplates(nil, fileSystem: PosixFileSystem()).wording(of: letter)
      let people = try scenario.people()
      let new = try drafter.draft(for: people, template: letter)
      let draft = Draft(path: new.path, bytes: new.bytes)
      #expect(draft.problems.isEmpty)
      #expect(draft.openPlaces.count == 1)
      let reviewer = Reviewer(
        settings: try scenario.settings(),
        people: people,
        news: scenario.news(),
        attachments: Scenario.noAttachments,
        isKnown: { _ in false },
        templateText: { _ in wording }
      )
      let review = reviewer.review(draft)
      #expect(review.findings.map(\.name) == [.unfinished], "\(scenario.testDescription)")
      #expect(review.ownWords <= 4)
      let written = try Self.written(draft)
      let again = reviewer.review(written)
      #expect(again.findings.isEmpty, "\(scenario.testDescription) \(again.rendered)")
      #expect(again.ownWordsShare >= 0.25)
    }
  }

  /// The draft with its first place written by somebody.
  private static func written(_ draft: Draft) throws -> Draft {
    let place = try #require(draft.openPlaces.first)
    let passage = """
      The lamp was on when I passed on Thursday, so I stood there for a while like a child at a
      bakery and thought of the evening when all of us missed the last bus.
      """
    let cue = Place.written(cue: place.cue, isOptional: false)
    let text = String(decoding: draft.source, as: UTF8.self).replacing(cue, with: passage)
    return Draft(path: draft.path, bytes: Array(text.utf8))
  }

  static func drafter(_ scenario: Scenario) throws -> (Drafter, template: String?) {
    let folder = try TemporaryFolder()
    for section in scenario.sections where section.name.hasPrefix("templates/") {
      try folder.fileSystem.makeDirectory(folder.workspace.templates)
      let path = folder.workspace.path(section.name)
      try folder.fileSystem.createFile(path, with: Array(section.text.utf8))
    }
    let templates = LetterTemplates(folder.workspace, fileSystem: folder.fileSystem)
    let renderer = LetterRenderer(
      templates: templates,
      settings: try scenario.settings(),
      history: scenario.history(),
      news: scenario.news(),
      today: try #require(scenario.day("today"))
    )
    // Files are read when they are needed, and the folder goes with its value.
    for name in try templates.names() { _ = try? templates.source(named: name, language: "de") }
    for name in try templates.names() { _ = try? templates.source(named: name) }
    let drafter = Drafter(renderer: renderer, isKnown: { _ in false })
    return (drafter, scenario.values("template").first)
  }
}
