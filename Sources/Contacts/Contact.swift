package import MailMessage

/// One person as `contacts/<id>.md` tells of them.
///
/// A value of this type always has a name. What a file holds beyond the keys known here is in
/// ``fields``. A key with an unusable value is in ``problems`` and has its empty value here, except
/// where the empty value would write to somebody who asked not to be written to: an unreadable
/// `do_not_contact` counts as true.
///
/// Nothing of it ever changes, and it is handed on many times: a reference is one count, and a copy
/// would be one for each of its texts and lists.
package final class Contact: Sendable, Identifiable {
  /// The stem of the file's name, NFC: `ada-park`.
  package let id: String
  /// Where the file is, relative to the workspace: `contacts/ada-park.md`.
  package let path: String
  package let name: String
  /// How to address the person, `first_name:` or derived from the name; nil where that cannot be
  /// known, for example where the name is an address.
  package let firstName: String?
  /// The addresses in the file's order; letters go to the first.
  package let emails: [EmailAddress]
  package let phones: [String]
  package let groups: [String]
  package let offers: [String]
  package let needs: [String]
  /// Ids of contacts that may be mentioned to this person.
  package let knows: [String]
  package let organization: String?
  package let role: String?
  package let city: String?
  package let met: String?
  package let language: String?
  package let form: String?
  /// The whole greeting line as written: `Dear Mrs Olsen,`.
  package let greeting: String?
  package let channel: Channel?
  package let every: Cadence?
  /// Channels that must not be used for this person.
  package let no: Set<Channel>
  package let doNotContact: Bool
  /// What the file says about the person's death, as written: `2026-05`.
  package let died: String?
  package let birthday: Birthday?
  /// The day until which the plan leaves the person out.
  package let snooze: CalendarDay?
  package let template: String?
  /// Every key of the front matter in the file's order, known or not.
  package let fields: [Field]
  /// The notes in the file's order.
  package let notes: [Note]
  /// What could not be understood in this file; the rest of the contact is usable.
  package let problems: [ContactProblem]

  init(
    id: String,
    path: String,
    name: String,
    firstName: String?,
    emails: [EmailAddress],
    phones: [String],
    groups: [String],
    offers: [String],
    needs: [String],
    knows: [String],
    organization: String?,
    role: String?,
    city: String?,
    met: String?,
    language: String?,
    form: String?,
    greeting: String?,
    channel: Channel?,
    every: Cadence?,
    no: Set<Channel>,
    doNotContact: Bool,
    died: String?,
    birthday: Birthday?,
    snooze: CalendarDay?,
    template: String?,
    fields: [Field],
    notes: [Note],
    problems: [ContactProblem]
  ) {
    self.id = id
    self.path = path
    self.name = name
    self.firstName = firstName
    self.emails = emails
    self.phones = phones
    self.groups = groups
    self.offers = offers
    self.needs = needs
    self.knows = knows
    self.organization = organization
    self.role = role
    self.city = city
    self.met = met
    self.language = language
    self.form = form
    self.greeting = greeting
    self.channel = channel
    self.every = every
    self.no = no
    self.doNotContact = doNotContact
    self.died = died
    self.birthday = birthday
    self.snooze = snooze
    self.template = template
    self.fields = fields
    self.notes = notes
    self.problems = problems
  }

  /// The value of a top-level key, exactly as spelled in the file; nil where there is none.
  package subscript(key: String) -> FieldValue? {
    fields.first { $0.key == key }?.value
  }
}
