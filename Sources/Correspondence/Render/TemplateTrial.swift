package import Liquid
package import MailMessage

/// A template rendered on its own, with data from elsewhere: to try one out, and to compare the
/// engine with others.
package struct TemplateTrial: Sendable {
  /// How strict it is and how lines become lines.
  package struct Options: Sendable {
    package var layout = Environment.Layout.letter
    package var isLenient = false

    package init() {}
  }

  private let source: TemplateSource
  private let options: Options
  private let snippets: any Snippets
  private let now: DateTime

  /// Takes a file's text; a front matter above it is passed over.
  ///
  /// - Throws: ``TemplateError`` for a broken front matter.
  package init(
    _ text: String,
    path: String,
    options: Options,
    snippets: any Snippets,
    now: DateTime
  ) throws(TemplateError) {
    let (matter, body) = try TemplateFrontMatter.read(text, name: path)
    source = TemplateSource(
      name: path,
      path: path,
      isOwn: true,
      language: nil,
      frontMatter: matter,
      text: body
    )
    self.options = options
    self.snippets = snippets
    self.now = now
  }

  /// Renders the template, for as long as it may take.
  ///
  /// A lenient one, in the layout of Liquid, is Liquid and nothing else: its snippets see what they
  /// are given. Every other has the tags and filters of letters, and its snippets see what it sees.
  ///
  /// - Throws: ``TemplateError`` with all that is wrong.
  package func rendered(
    _ data: Value.Object,
    isTimeUp: @escaping @Sendable () -> Bool
  ) throws(TemplateError) -> [UInt8] {
    let isPlain = options.isLenient && options.layout == .liquid
    var environment = Environment()
    environment.layout = options.layout
    environment.isLenient = options.isLenient
    environment.snippets = snippets
    environment.limits.outputSize = 16 << 20
    environment.limits.valueSize = 16 << 20
    environment.limits.steps = 10_000_000
    environment.limits.isTimeUp = isTimeUp
    environment.now = Moment(
      secondsSinceEpoch: now.secondsSinceEpoch,
      offsetSeconds: now.offsetMinutes * 60
    )
    if !isPlain {
      let today = CalendarDay(now)
      LetterTags.add(to: &environment, today: today)
      LetterFilters.add(to: &environment, today: today, language: nil)
      environment.variables = options.isLenient ? nil : Set(data.keys)
    }
    var memory = LetterMemory(today: CalendarDay(now))
    do throws(LiquidErrors) {
      let template = try environment.template(
        source.text,
        name: source.path,
        firstLine: source.frontMatter.textLine
      )
      return try rendered(template, isPlain ? (data, [:]) : ([:], data), &memory)
    } catch {
      throw TemplateError(source.path, condition: .liquid(error.errors))
    }
  }

  private func rendered(
    _ template: Template,
    _ data: (own: Value.Object, shared: Value.Object),
    _ memory: inout LetterMemory
  ) throws(LiquidErrors) -> [UInt8] {
    do throws(LiquidError) {
      return try template.render(data.own, globals: data.shared, updating: &memory).bytes
    } catch {
      throw LiquidErrors([error])
    }
  }
}
