package import Contacts
internal import Liquid

extension LetterRenderer {
  /// Renders the letter of a template to one person, or to several together.
  ///
  /// The template is the person's, their group's or everybody's, unless one is named. The same
  /// values give the same letter.
  ///
  /// - Throws: ``TemplateError``.
  package func render(
    for contacts: [Contact],
    template: String? = nil
  ) throws(TemplateError) -> RenderedLetter {
    let name = template ?? contacts.first.map(settings.template) ?? settings.template
    let language = contacts.first?.language
    let source = try templates.source(named: name, language: language)
    let memory = LetterMemory(contacts: contacts, renderer: self, template: name)
    let environment = environment(memory, source, language: language)
    let data = Value.Object(LetterData(contacts: contacts, renderer: self).fields)
    let matter = source.frontMatter
    let text = try Self.rendered(
      Self.onLine(matter.textLine, source.text),
      source.path,
      environment,
      data,
      memory
    )
    var plain = environment
    plain.layout = .liquid
    let subject = try Self.rendered(
      Self.onLine(matter.subjectLine, matter.subject ?? ""),
      source.path,
      plain,
      data,
      memory
    )
    let state = memory.state
    let words = Draft.singleLine(subject).split(whereSeparator: \.isWhitespace)
    return RenderedLetter(
      template: name,
      subject: words.joined(separator: " "),
      text: LetterText.tidied(text, places: state.places),
      isHTML: matter.isHTML,
      used: state.used
    )
  }

  /// The text with as many lines before it as its file has, so that errors name the file's lines.
  private static func onLine(_ line: Int, _ text: String) -> String {
    String(repeating: "\n", count: max(0, line - 1)) + text
  }

  private static func rendered(
    _ text: String,
    _ path: String,
    _ environment: Environment,
    _ data: Value.Object,
    _ memory: LetterMemory
  ) throws(TemplateError) -> String {
    let result = Self.result(text, path, environment, data)
    let state = memory.state
    if let reason = state.aborted { throw TemplateError(path, condition: .aborted(reason)) }
    // What is asked for is said before what its absence broke.
    guard state.missing.isEmpty else {
      throw TemplateError(path, condition: .missing(state.missing))
    }
    if let error = state.snippetError { throw error }
    switch result {
    case .success(let text): return text
    case .failure(let error): throw error
    }
  }

  private static func result(
    _ text: String,
    _ path: String,
    _ environment: Environment,
    _ data: Value.Object
  ) -> Result<String, TemplateError> {
    do throws(LiquidErrors) {
      let template = try environment.template(text, name: path)
      do throws(LiquidError) {
        return .success(try template.render(data).text)
      } catch {
        return .failure(TemplateError(path, condition: .liquid([error])))
      }
    } catch {
      return .failure(TemplateError(path, condition: .liquid(error.errors)))
    }
  }
}
