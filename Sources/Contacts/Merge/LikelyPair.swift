internal import MailMessage

/// Two files that may be about one person, and what speaks for it.
package struct LikelyPair: Sendable {
  /// The file with more in it, which would stay.
  package let kept: Contact
  package let other: Contact
  package let evidence: [Evidence]

  /// What speaks for it, the strongest first.
  package enum Evidence: Hashable, Comparable, Sendable {
    case sameAddress(String)
    case samePhone(String)
    case sameNameAndOrganization
    case sameName
    /// The same family name, and first names of which one is short for the other.
    case similarName
  }

  /// Every such pair among these people, the most certain first.
  ///
  /// Who asked not to be mistaken for another, by `not_same_as:` in the file, is in no pair with them.
  package static func among(_ people: [Contact]) -> [LikelyPair] {
    var groups: [String: [Int]] = [:]
    for (index, contact) in people.enumerated() {
      for key in keys(of: contact) { groups[key, default: []].append(index) }
    }
    var seen: Set<[Int]> = []
    var pairs: [LikelyPair] = []
    // A key that many share, such as a firm's number, says nothing about anybody.
    for members in groups.values where (2...20).contains(members.count) {
      for (position, first) in members.enumerated() {
        for second in members[(position + 1)...] where first != second {
          guard seen.insert([first, second]).inserted else { continue }
          if let pair = LikelyPair(people[first], people[second]) { pairs.append(pair) }
        }
      }
    }
    return pairs.sorted { one, other in
      if one.evidence[0] != other.evidence[0] { return one.evidence[0] < other.evidence[0] }
      return (one.kept.id, one.other.id) < (other.kept.id, other.other.id)
    }
  }

  private init?(_ one: Contact, _ other: Contact) {
    guard !Self.areKnownToDiffer(one, other) else { return nil }
    var evidence: [Evidence] = []
    let addresses = Set(one.emails.map { $0.description.lowercased() })
    for email in other.emails where addresses.contains(email.description.lowercased()) {
      evidence.append(.sameAddress(email.description))
    }
    let phones = Set(one.phones.compactMap(Self.number))
    for phone in other.phones where Self.number(phone).map(phones.contains) ?? false {
      evidence.append(.samePhone(phone))
    }
    let organizations = [one, other].compactMap { $0.organization.map(PlainText.folded) }
    let isSameFirm = organizations.count == 2 && organizations[0] == organizations[1]
    let isOtherFirm = organizations.count == 2 && !isSameFirm
    if Self.words(one) == Self.words(other) {
      if isSameFirm { evidence.append(.sameNameAndOrganization) }
      // Two people of one name at two firms are two people, as far as anybody knows.
      if !isSameFirm, !isOtherFirm { evidence.append(.sameName) }
    } else if !isOtherFirm, Self.areVariants(one, other) {
      evidence.append(.similarName)
    }
    guard !evidence.isEmpty else { return nil }
    self.evidence = evidence.sorted()
    let isFirstFuller = Self.weight(one) >= Self.weight(other)
    kept = isFirstFuller ? one : other
    self.other = isFirstFuller ? other : one
  }

  /// What people are compared by at all: whoever shares none of it is no pair.
  private static func keys(of contact: Contact) -> Set<String> {
    var keys = Set(contact.emails.map { "@" + $0.description.lowercased() })
    keys.formUnion(contact.phones.compactMap(number).map { "#" + $0 })
    let words = words(contact)
    keys.insert("=" + words.sorted().joined(separator: " "))
    if let first = contact.firstName, let last = familyName(contact) {
      keys.insert("~" + PlainText.folded(String(first.prefix(1))) + " " + last)
    }
    return keys
  }

  private static func areKnownToDiffer(_ one: Contact, _ other: Contact) -> Bool {
    [(one, other), (other, one)].contains { contact, stranger in
      switch contact["not_same_as"] {
      case .list(let ids): ids.contains { $0.scalarText == stranger.id }
      case let value?: value.scalarText == stranger.id
      case nil: false
      }
    }
  }

  /// The words of the name without case, accents and order.
  private static func words(_ contact: Contact) -> Set<String> {
    Set(PlainText.folded(contact.name).split { !$0.isLetter && !$0.isNumber }.map(String.init))
  }

  private static func familyName(_ contact: Contact) -> String? {
    let words = PlainText.folded(contact.name).split { !$0.isLetter && $0 != "-" }
    return words.count > 1 ? words.last.map(String.init) : nil
  }

  /// `Will Harmon` and `William Harmon`, `A. Park` and `Ada Park`.
  private static func areVariants(_ one: Contact, _ other: Contact) -> Bool {
    guard let family = familyName(one), family == familyName(other),
      let first = one.firstName.map(PlainText.folded),
      let second = other.firstName.map(PlainText.folded), first != second
    else { return false }
    return first.hasPrefix(second) || second.hasPrefix(first)
  }

  /// The last nine digits: what stays of a number whatever its country and its spaces are.
  private static func number(_ phone: String) -> String? {
    let digits = phone.filter(\.isNumber)
    return digits.count >= 7 ? String(digits.suffix(9)) : nil
  }

  private static func weight(_ contact: Contact) -> Int {
    contact.fields.count + 2 * contact.notes.count + 2 * contact.emails.count
  }
}

extension LikelyPair.Evidence: CustomStringConvertible {
  package var description: String {
    switch self {
    case .sameAddress(let address): "same address \(address)"
    case .samePhone(let phone): "same phone \(phone)"
    case .sameNameAndOrganization: "same name and organisation"
    case .sameName: "same name"
    case .similarName: "similar name"
    }
  }
}
