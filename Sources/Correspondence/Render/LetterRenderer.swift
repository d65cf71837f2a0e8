package import Contacts
package import MailMessage

/// Turns a template and what is known of a person into a letter.
package struct LetterRenderer: Sendable {
  package let templates: LetterTemplates
  package let settings: Settings
  package let history: History
  package let news: [NewsItem]
  package let today: CalendarDay
  /// The day of the next hour: a birthday nearer to it can wait.
  package let nextHour: CalendarDay
  /// What `--set key=value` adds to what a template sees.
  package let values: [String: String]
  let programs = LetterPrograms()

  package init(
    templates: LetterTemplates,
    settings: Settings,
    history: History,
    news: [NewsItem],
    today: CalendarDay,
    nextHour: CalendarDay? = nil,
    values: [String: String] = [:]
  ) {
    self.templates = templates
    self.settings = settings
    self.history = history
    self.news = news
    self.today = today
    self.nextHour = nextHour ?? today.adding(months: 1)
    self.values = values
  }
}
