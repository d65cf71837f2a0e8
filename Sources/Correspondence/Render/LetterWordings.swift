package import Contacts
internal import Liquid

/// What a template says where it has a choice, by what a draft's header knows it by.
package struct LetterWordings: Sendable {
  /// The text of each variant.
  package var variants: [Used.Variant: String] = [:]
  /// The text of what is said to each person once.
  package var once: [String: String] = [:]

  package init() {}
}

extension LetterRenderer {
  /// What the template of a draft may say to these people, whatever they had before.
  ///
  /// Nothing where there is no such template any more, or it gives no letter.
  package func wordings(of draft: Draft, for contacts: [Contact]) -> LetterWordings {
    var memory = LetterMemory(today: today, contacts: contacts, keepsWordings: true)
    do {
      let choice = choice(for: contacts, named: draft.template)
      let (source, language) = try source(of: choice, for: contacts)
      let program = try programs.program(source, language: language, self)
      let data = LetterData.all(contacts, self, language)
      _ = try program.text.render([:], globals: data, updating: &memory)
      _ = try program.subject.render([:], globals: data, updating: &memory)
    } catch {
      // What it said so far is known; what it would have said counts as said.
      return memory.wordings
    }
    return memory.wordings
  }
}
