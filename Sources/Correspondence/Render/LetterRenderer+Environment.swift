internal import Liquid
internal import MailMessage

extension LetterRenderer {
  /// What every letter's template sees.
  static let variables: Set = ["contact", "contacts", "me", "news", "today", "month", "season"]

  /// The engine with the tags and filters of letters.
  func environment(_ layout: Environment.Layout, language: String?) -> Environment {
    var environment = Environment()
    environment.layout = layout
    environment.variables = Self.variables.union(values.keys)
    environment.snippets = LetterSnippets(templates: templates, language: language)
    environment.now = Moment(year: today.year, month: today.month, day: today.day)
    LetterTags.add(to: &environment, today: today)
    LetterFilters.add(to: &environment, today: today, language: language)
    return environment
  }
}

/// The snippets of letters, in the recipient's language where there is one in it.
struct LetterSnippets: Snippets {
  let templates: LetterTemplates
  let language: String?

  func snippet(named name: String) throws(SnippetError) -> Snippet? {
    do throws(TemplateError) {
      let source = try templates.source(named: name, language: language)
      return Snippet(path: source.path, text: source.text, firstLine: source.frontMatter.textLine)
    } catch {
      // The engine says itself that there is no such snippet, and where it was asked for.
      if case .noSuchTemplate = error.condition { return nil }
      throw SnippetError(error.description)
    }
  }

  var names: [String] {
    do {
      return try templates.names()
    } catch {
      // A folder that cannot be listed has nothing to suggest.
      return []
    }
  }
}
