package import Contacts
internal import Liquid
package import MailMessage

/// Turns a template and what is known of a person into a letter.
package struct LetterRenderer: Sendable {
  package let templates: LetterTemplates
  package let settings: Settings
  package let history: History
  package let news: [NewsItem]
  package let today: CalendarDay
  /// The day of the hour: today, or one to come.
  package let hour: CalendarDay
  /// The day of the next hour: a birthday nearer to it can wait.
  package let nextHour: CalendarDay
  /// What `--set key=value` adds to what a template sees.
  package let values: [String: String]
  /// The turns of phrase in the other letters of the month.
  package let tally: VariantTally
  let programs = LetterPrograms()
  /// What the templates of all letters see alike.
  let shared: Value.Object

  package init(
    templates: LetterTemplates,
    settings: Settings,
    history: History,
    news: [NewsItem],
    today: CalendarDay,
    hour: CalendarDay? = nil,
    nextHour: CalendarDay? = nil,
    values: [String: String] = [:],
    tally: VariantTally = VariantTally()
  ) {
    self.templates = templates
    self.settings = settings
    self.history = history
    self.news = news
    self.today = today
    self.hour = hour ?? today
    self.nextHour = nextHour ?? today.adding(months: 1)
    self.values = values
    self.tally = tally
    shared = LetterData.shared(settings.me, news, today, values)
  }

  /// The renderer for somebody who has seen the notes and turns of phrase of some drafts.
  func avoiding(_ drafts: [Draft], for contacts: [Contact]) -> LetterRenderer {
    guard let now = DateTime(iso8601: "\(today)T00:00:00Z") else { return self }
    let seen = drafts.enumerated().map { index, draft in
      var entry = HistoryEntry(
        id: "draft \(index)",
        kind: .message,
        contacts: contacts.map(\.id),
        at: now
      )
      // It never happened: it is no touch.
      entry.reached = false
      entry.used = Used(notes: draft.used.notes, variants: draft.used.variants)
      return entry
    }
    return LetterRenderer(
      templates: templates,
      settings: settings,
      history: History(entries: history.entries + seen, problems: history.problems),
      news: news,
      today: today,
      hour: hour,
      nextHour: nextHour,
      values: values,
      tally: tally
    )
  }
}
