internal import Liquid
internal import Synchronization

/// A letter's template, parsed: its subject and its text.
struct LetterProgram: Sendable {
  let subject: Template
  let text: Template
}

/// The templates that were parsed so far: a month's letters are rendered from a few.
final class LetterPrograms: Sendable {
  private let programs = Mutex<[String: LetterProgram]>([:])

  /// The template of a source as a language's readers get it; parsed once.
  func program(
    _ source: TemplateSource,
    language: String?,
    _ renderer: LetterRenderer,
    isWhole: Bool = true
  ) throws(TemplateError) -> LetterProgram {
    let key = "\(language ?? "") \(isWhole) \(source.path)"
    if let known = programs.withLock({ $0[key] }) { return known }
    let matter = source.frontMatter
    let plain = renderer.environment(.liquid, language: language)
    var laidOut = renderer.environment(
      matter.layout == .letter ? .letter : .liquid,
      language: language
    )
    // A snippet alone does not show what it will be given.
    if !isWhole { laidOut.variables = nil }
    // All that is wrong with a template is said at once, its subject included.
    var errors: [LiquidError] = []
    let subject = Self.parsed(matter.subject ?? "", matter.subjectLine, source, plain, &errors)
    let text = Self.parsed(source.text, matter.textLine, source, laidOut, &errors)
    guard let subject, let text else {
      throw TemplateError(source.path, condition: .liquid(errors))
    }
    let program = LetterProgram(subject: subject, text: text)
    programs.withLock { $0[key] = program }
    return program
  }

  private static func parsed(
    _ text: String,
    _ line: Int,
    _ source: TemplateSource,
    _ environment: Environment,
    _ errors: inout [LiquidError]
  ) -> Template? {
    do throws(LiquidErrors) {
      return try environment.template(text, name: source.path, firstLine: line)
    } catch {
      errors += error.errors
      return nil
    }
  }
}
