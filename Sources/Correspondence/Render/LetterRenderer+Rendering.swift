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
    let program = try programs.program(source, language: language, self)
    let data = Value.Object(LetterData(contacts: contacts, renderer: self).fields)
    var memory = LetterMemory(contacts: contacts, renderer: self, template: name)
    let text = try Self.rendered(program.text, data, &memory, source)
    let subject = try Self.rendered(program.subject, data, &memory, source)
    let words = Draft.singleLine(subject).split(whereSeparator: \.isWhitespace)
    return RenderedLetter(
      template: name,
      subject: words.joined(separator: " "),
      text: LetterText.tidied(text, places: memory.places),
      isHTML: source.frontMatter.isHTML,
      used: memory.used
    )
  }

  private static func rendered(
    _ template: Template,
    _ data: Value.Object,
    _ memory: inout LetterMemory,
    _ source: TemplateSource
  ) throws(TemplateError) -> String {
    var text = ""
    var failure: LiquidError?
    do throws(LiquidError) {
      text = try template.render([:], globals: data, updating: &memory).text
    } catch {
      failure = error
    }
    if let reason = memory.aborted { throw TemplateError(source.path, condition: .aborted(reason)) }
    // What is asked for is said before what its absence broke.
    guard memory.missing.isEmpty else {
      throw TemplateError(source.path, condition: .missing(memory.missing))
    }
    if let failure { throw TemplateError(source.path, condition: .liquid([failure])) }
    return text
  }
}
