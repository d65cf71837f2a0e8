package import Contacts
package import MailMessage

/// Who writes: what letters and headers need to know of the user.
package struct Profile: Hashable, Sendable {
  package let name: String
  package let address: EmailAddress
  package let city: String?

  package init(name: String, address: EmailAddress, city: String? = nil) {
    self.name = name
    self.address = address
    self.city = city
  }

  /// The profile as a mail names its writer.
  package var mailbox: Mailbox { Mailbox(displayName: name, address: address) }
}

/// How the people of a group are kept in touch with.
package struct GroupSettings: Hashable, Sendable {
  package let every: Cadence?
  package let channel: Channel?
  package let template: String?

  package init(every: Cadence? = nil, channel: Channel? = nil, template: String? = nil) {
    self.every = every
    self.channel = channel
    self.template = template
  }
}

/// What the user decided about the ritual; `touchbase.yaml` read, as values.
package struct Settings: Hashable, Sendable {
  package var me: Profile
  package var groups: [String: GroupSettings] = [:]
  /// How long the hour is, in minutes.
  package var hourMinutes = 60
  /// The cadence of whoever has none of their own.
  package var every = Cadence.auto
  /// The letter for whoever has none of their own.
  package var template = "catch-up"
  /// The share of words that have to be the user's own, 0 to 1; 0 asks for none.
  package var ownWords = 0.25
  /// The most octets that the files attached to one letter have together.
  package var attachmentLimit = AttachmentReader.usualLimit

  package init(me: Profile) {
    self.me = me
  }

  /// How often to touch base with somebody: their own word, their groups', everybody's.
  package func cadence(for contact: Contact) -> Cadence {
    contact.every ?? first(of: contact, \.every) ?? every
  }

  /// How somebody is reached: their own word, their groups', a letter.
  package func channel(for contact: Contact) -> Channel {
    contact.channel ?? first(of: contact, \.channel) ?? .email
  }

  /// The first of the contact's groups that has a letter of its own, and that letter's name.
  package func groupTemplate(for contact: Contact) -> (name: String, template: String)? {
    for group in contact.groups {
      if let template = groups[group]?.template { return (group, template) }
    }
    return nil
  }

  /// What the first of the contact's groups that says anything says.
  private func first<Value>(of contact: Contact, _ key: KeyPath<GroupSettings, Value?>) -> Value? {
    for group in contact.groups {
      if let value = groups[group]?[keyPath: key] { return value }
    }
    return nil
  }
}
