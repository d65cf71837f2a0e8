package import Contacts
package import MailMessage

/// Which template a letter is written from, and why that one.
package struct TemplateChoice: Hashable, Sendable {
  /// Without language and ending: `catch-up`.
  package let name: String
  package let reason: Reason

  package init(name: String, reason: Reason) {
    self.name = name
    self.reason = reason
  }

  /// Why a template was taken.
  package enum Reason: Hashable, Sendable {
    /// It was named for this letter.
    case named
    /// The contact's file names it.
    case contact
    /// The plan says that the birthday is near.
    case birthday(CalendarDay)
    /// A group of the contact's has it.
    case group(String)
    /// The two had nothing to do with one another yet.
    case firstLetter
    /// The last touch is more than two years back.
    case longSilence(since: CalendarDay)
    /// It is everybody's.
    case everybody
  }
}

extension TemplateChoice: CustomStringConvertible {
  /// The name and the reason in a few words: `birthday, on 24 Nov`.
  package var description: String {
    switch reason {
    case .named, .everybody: name
    case .contact: "\(name), as the contact says"
    case .birthday(let day): "\(name), on \(Wait.short(day))"
    case .group(let group): "\(name), for the group '\(Draft.singleLine(group))'"
    case .firstLetter: "\(name), the first letter"
    case .longSilence(let day):
      "\(name), nothing since \(Wait.monthNames[day.month - 1]) \(day.year)"
    }
  }
}

extension LetterRenderer {
  /// The names of the letters that are taken for an occasion, without being asked for.
  private enum Occasion: String {
    case birthday
    case hello
    case longSilence = "long-silence"
  }

  /// Chooses the template of a letter: the one that is named, the contact's own, the one for a
  /// birthday, the group's, the one for a first letter or after a long silence, everybody's.
  package func choice(for contacts: [Contact], named: String? = nil) -> TemplateChoice {
    if let named { return TemplateChoice(name: named, reason: .named) }
    guard let contact = contacts.first else {
      return TemplateChoice(name: settings.template, reason: .everybody)
    }
    if let own = contact.template { return TemplateChoice(name: own, reason: .contact) }
    let group = settings.groupTemplate(for: contact)
    let usual = group?.template ?? settings.template
    if contacts.count == 1, let day = planner.birthday(of: contact),
      // The letter wishes a good day: for late wishes it is the wrong one.
      day >= today, fits(.birthday, inPlaceOf: usual, contacts)
    {
      return TemplateChoice(name: Occasion.birthday.rawValue, reason: .birthday(day))
    }
    if let group { return TemplateChoice(name: group.template, reason: .group(group.name)) }
    return choiceByHistory(for: contacts)
  }

  private func choiceByHistory(for contacts: [Contact]) -> TemplateChoice {
    let touches = contacts.compactMap { history.lastTouch(with: $0.id) }.map { CalendarDay($0.at) }
    let usual = settings.template
    if let last = touches.max() {
      if last < today.adding(months: -24), fits(.longSilence, inPlaceOf: usual, contacts) {
        return TemplateChoice(
          name: Occasion.longSilence.rawValue,
          reason: .longSilence(since: last)
        )
      }
    } else if fits(.hello, inPlaceOf: usual, contacts) {
      return TemplateChoice(name: Occasion.hello.rawValue, reason: .firstLetter)
    }
    return TemplateChoice(name: usual, reason: .everybody)
  }

  /// Whether an occasion's letter speaks as the usual one does: in the same language, and in the
  /// user's own words where the usual one is theirs.
  private func fits(
    _ occasion: Occasion,
    inPlaceOf usual: String,
    _ contacts: [Contact]
  ) -> Bool {
    let language = Self.language(of: contacts)
    do throws(TemplateError) {
      let source = try templates.source(named: occasion.rawValue, language: language)
      let other = try templates.source(named: usual, language: language)
      return source.language == other.language && (source.isOwn || !other.isOwn)
    } catch {
      // A template that is broken says so when a letter is made of it, not here.
      return false
    }
  }

  /// The language that everybody who is written to reads; nil where they differ, or none is said.
  static func language(of contacts: [Contact]) -> String? {
    let first = contacts.first?.language
    return contacts.allSatisfy { $0.language == first } ? first : nil
  }

  private var planner: Planner {
    Planner(settings: settings, history: history, today: today, day: hour, nextHour: nextHour)
  }
}
