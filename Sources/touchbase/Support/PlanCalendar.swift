import Contacts
import Correspondence
import MailMessage

/// The plan as a calendar: the hour and the one after it, the hour's calls, and all birthdays.
struct PlanCalendar {
  let plan: Plan
  let session: Session

  /// The calendar, with the birthdays of these people.
  func bytes(_ people: [Contact]) -> [UInt8] {
    let export = CalendarExport(owner: session.settings.me.address, now: session.clock.now)
    return export.bytes(of: hours + calls + birthdays(people))
  }

  private var hours: [CalendarExport.Event] {
    var this = CalendarExport.Event(
      identity: ["hour", "\(plan.day)"],
      day: plan.day,
      summary: "Touch base: about \(plan.minutes) minutes"
    )
    this.details = plan.thisHour.map { touch in
      "\(touch.contact.name): a \(touch.channel.word), \(touch.reason)"
    }.joined(separator: "\n")
    let next = CalendarExport.Event(
      identity: ["hour", "\(plan.nextHour)"],
      day: plan.nextHour,
      summary: "Touch base"
    )
    return [this, next]
  }

  private var calls: [CalendarExport.Event] {
    plan.thisHour.filter { $0.channel == .call }.map { touch in
      var event = CalendarExport.Event(
        identity: ["call", touch.contact.id, "\(plan.day)"],
        day: plan.day,
        summary: "Call \(touch.contact.name)"
      )
      let lines = touch.contact.phones + [touch.reason, touch.topic ?? ""]
      event.details = lines.filter { !$0.isEmpty }.joined(separator: "\n")
      return event
    }
  }

  /// Everybody's whose birthday is to be remembered.
  private func birthdays(_ people: [Contact]) -> [CalendarExport.Event] {
    let silent = Set(plan.excluded.filter(\.reason.isSilence).map(\.contact))
    return people.filter { !silent.contains($0.id) }.compactMap { contact in
      guard let birthday = contact.birthday else { return nil }
      // A leap year stands in where nobody knows in which they were born.
      let year = birthday.year ?? 2000
      guard let day = CalendarDay(year: year, month: birthday.month, day: birthday.day) else {
        return nil
      }
      var event = CalendarExport.Event(
        identity: ["birthday", contact.id],
        day: day,
        summary: "Birthday: \(contact.name)"
      )
      event.details = birthday.year.map { "born \($0)" }
      event.isYearly = true
      return event
    }
  }
}
