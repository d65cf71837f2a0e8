package import Contacts

/// Somebody who needs what somebody else offers, by the words in their files.
package struct PossibleHelp: Hashable, Sendable {
  package let seeker: String
  package let need: String
  package let helper: String
  package let offer: String

  /// Whoever of these people could help one another; the two names, as their files say them.
  ///
  /// A need and an offer meet where a word of each begins with the same six letters, or is the same
  /// word of at least four: `a bookkeeper` and `bookkeeping`.
  package static func among(_ people: [Contact]) -> [PossibleHelp] {
    let living = people.filter { $0.died == nil && !$0.doNotContact }
    var offers: [Substring: [(contact: Contact, offer: String)]] = [:]
    for contact in living {
      for offer in contact.offers {
        for stem in stems(of: offer) { offers[stem, default: []].append((contact, offer)) }
      }
    }
    var found: [PossibleHelp] = []
    for seeker in living {
      for need in seeker.needs {
        var seen: Set<String> = [seeker.id]
        for match in stems(of: need).sorted().flatMap({ offers[$0] ?? [] })
        where seen.insert(match.contact.id).inserted {
          found.append(
            PossibleHelp(
              seeker: seeker.name,
              need: need,
              helper: match.contact.name,
              offer: match.offer
            )
          )
        }
      }
    }
    return found
  }

  private static func stems(of text: String) -> Set<Substring> {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    return Set(words.filter { $0.count >= 4 && !common.contains($0) }.map { $0.prefix(6) })
  }

  /// Words that say nothing about what is needed.
  private static let common: Set<Substring> = [
    "with", "from", "that", "this", "some", "somebody", "someone", "help", "about", "advice",
    "good",
    "work", "needs", "looking", "would", "could", "else", "into", "make", "making", "their", "your",
  ]
}
