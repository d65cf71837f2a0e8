import Correspondence

extension Session {
  /// What turns people and templates into letters.
  func renderer() throws -> LetterRenderer {
    let hours = configuration.hourRule?.hours(around: clock.today)
    return LetterRenderer(
      templates: templates,
      settings: settings,
      history: try historyWithQueue(),
      news: try news(),
      today: clock.today,
      hour: hours?.this,
      nextHour: hours?.next
    )
  }

  /// What writes drafts.
  func drafter() throws -> Drafter {
    Drafter(
      renderer: try renderer(),
      recollection: try recollection(),
      isKnown: try knownLetters()
    )
  }
}
