internal import Liquid

extension LetterRenderer {
  /// The engine with the tags and filters of letters.
  func environment(
    _ memory: LetterMemory,
    _ source: TemplateSource,
    language: String?
  ) -> Environment {
    var environment = Environment()
    environment.layout = source.frontMatter.layout == .letter ? .letter : .liquid
    environment.snippet = { [templates] name in
      do throws(TemplateError) {
        let snippet = try templates.source(named: name, language: language)
        let before = String(repeating: "\n", count: max(0, snippet.frontMatter.textLine - 1))
        return (snippet.path, before + snippet.text)
      } catch {
        // The engine says itself that there is no such snippet, and where it was asked for.
        if case .noSuchTemplate = error.condition { return nil }
        memory.note(error)
        return nil
      }
    }
    LetterTags.add(to: &environment, memory, today: today)
    LetterFilters.add(to: &environment, today: today)
    return environment
  }
}
