import Correspondence

extension Session {
  /// What turns people and templates into letters.
  func renderer() throws -> LetterRenderer {
    LetterRenderer(
      templates: templates,
      settings: settings,
      history: try historyAfterSending(),
      news: try news(),
      today: clock.today,
      nextHour: configuration.hourRule?.next(after: clock.today)
    )
  }

  /// What writes drafts.
  func drafter() throws -> Drafter {
    Drafter(renderer: try renderer(), isKnown: try knownLetters())
  }
}
