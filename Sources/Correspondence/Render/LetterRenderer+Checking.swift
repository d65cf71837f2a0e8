package import Liquid
internal import MailMessage

extension LetterRenderer {
  /// All that is wrong with a template, its snippets and its subject; nothing where it is right.
  ///
  /// A snippet may be given variables that nobody knows who looks at it alone.
  package func errors(in source: TemplateSource) -> [LiquidError] {
    let isLetter = source.frontMatter.subject != nil
    do throws(TemplateError) {
      _ = try programs.program(source, language: nil, self, isWhole: isLetter)
    } catch {
      if case .liquid(let errors) = error.condition { return errors }
    }
    return []
  }

  /// The names of the tags and filters that templates of letters may use, and which of them are not
  /// every Liquid's.
  package static var vocabulary: (tags: [String], filters: [String], ownNames: Set<String>) {
    let plain = Environment()
    var environment = plain
    let today = CalendarDay(DateTime(secondsSinceEpoch: 0))
    LetterTags.add(to: &environment, today: today)
    LetterFilters.add(to: &environment, today: today, language: nil)
    let all = environment.tagNames + environment.filterNames
    let own = Set(all).subtracting(plain.tagNames + plain.filterNames)
    return (environment.tagNames, environment.filterNames, own)
  }
}
