import Correspondence
import MailMessage

extension Session {
  /// What turns people and templates into letters.
  func renderer() throws -> LetterRenderer {
    let hours = configuration.hourRule?.hours(around: clock.today)
    let history = try historyWithQueue()
    return LetterRenderer(
      templates: templates,
      settings: settings,
      history: history,
      news: try news(),
      today: clock.today,
      hour: hours?.this,
      nextHour: hours?.next,
      tally: tally(of: history)
    )
  }

  /// The turns of phrase in the letters of this month that were sent, or wait to be.
  private func tally(of history: History) -> VariantTally {
    let tally = VariantTally()
    let month = clock.today.description.prefix(7)
    for entry in history.entries.reversed() {
      guard CalendarDay(entry.at).description.hasPrefix(month) else { break }
      tally.add(entry.used)
    }
    return tally
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
