package import Contacts
internal import Liquid

extension LetterRenderer {
  /// Renders the letter of a template to one person, or to several together.
  ///
  /// The template is the one that is named, or ``choice(for:named:)``. The same values give the same
  /// letter. Where the letter is there already, its turns of phrase stay.
  ///
  /// - Throws: ``TemplateError``.
  package func render(
    for contacts: [Contact],
    template: String? = nil,
    keeping used: Used = Used()
  ) throws(TemplateError) -> RenderedLetter {
    let choice = choice(for: contacts, named: template)
    let (source, language) = try source(of: choice, for: contacts)
    let program = try programs.program(source, language: language, self)
    let data = LetterData.all(contacts, self, language)
    var memory = LetterMemory(
      contacts: contacts,
      renderer: self,
      template: choice.name,
      keeping: used.variants
    )
    let text = try Self.rendered(program.text, data, &memory, source)
    let subject = try Self.rendered(program.subject, data, &memory, source)
    let words = Draft.singleLine(subject).split(whereSeparator: \.isWhitespace)
    return RenderedLetter(
      choice: choice,
      subject: words.joined(separator: " "),
      text: LetterText.tidied(text, places: memory.places),
      isHTML: source.frontMatter.isHTML,
      used: memory.used
    )
  }

  /// A template in the recipients' language, and the language that the letter is in: that of the
  /// built-in letter, or of the recipients where it is the user's own.
  func source(
    of choice: TemplateChoice,
    for contacts: [Contact]
  ) throws(TemplateError) -> (TemplateSource, language: String?) {
    let language = Self.language(of: contacts)
    let source = try templates.source(named: choice.name, language: language)
    return (source, source.isOwn ? language : source.language)
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
