/// What templates are parsed and rendered with: tags, filters, layout, snippets, limits.
///
/// ```swift
/// var environment = Environment()
/// environment.addFilter("shout") { call throws(FilterError) in
///   .string(call.input.text.uppercased())
/// }
/// let template = try environment.template("Hi {{ name | shout }}", name: "hello.liquid")
/// let letter = try template.render(["name": "Ada"]).text
/// ```
public struct Environment: Sendable {
  /// How the lines of a template become lines of the result.
  public enum Layout: String, Sendable, CaseIterable {
    /// Every character of the template's text counts.
    case liquid
    /// Lines that hold only tags vanish, and runs of blank lines shrink to one; what values print
    /// is never touched.
    case letter
  }

  /// How a tag is parsed: the reader stands behind its name.
  public typealias TagParser = @Sendable (inout TagReader) throws(LiquidError) -> any Node

  /// What a filter does.
  public typealias Filter = @Sendable (FilterCall) throws(FilterError) -> Value

  /// How lines become lines.
  public var layout = Layout.letter
  /// Whether what is not defined is no error, as other engines have it: a variable prints as nothing,
  /// a filter gives the value on as it is, and a fraction divided by nothing is `Infinity`.
  public var isLenient = false
  /// What a template may cost.
  public var limits = RenderLimits()
  /// Where snippets come from.
  public var snippets: any Snippets = SnippetTable([:])
  /// The names of what templates will be rendered with, where they are known: any other is then an
  /// error when a template is parsed.
  public var variables: Set<String>?
  /// What `{{ 'now' | date: … }}` takes for now: a library reads no clock.
  public var now: Moment?

  private(set) var tags: [String: TagParser] = StandardTags.all
  private(set) var filters: [String: FilterEntry] = StandardFilters.all

  /// A filter, and whether what is missing may stand before it.
  struct FilterEntry: Sendable {
    let filter: Filter
    let takesMissing: Bool
  }

  /// An environment with the standard tags and filters.
  public init() {}

  /// Adds a tag, or puts another in its place.
  public mutating func addTag(_ name: String, _ parse: @escaping TagParser) {
    tags[name] = parse
  }

  /// Adds a filter, or puts another in its place.
  ///
  /// - Parameters:
  ///   - name: What stands behind the `|`.
  ///   - takesMissing: Whether the filter says what to do without a value, as `default` does: a
  ///     path before it may then lead nowhere.
  ///   - filter: What it does.
  public mutating func addFilter(
    _ name: String,
    takesMissing: Bool = false,
    _ filter: @escaping Filter
  ) {
    filters[name] = FilterEntry(filter: filter, takesMissing: takesMissing)
  }

  /// The names of all filters, sorted.
  public var filterNames: [String] { filters.keys.sorted() }

  /// The names of all tags, sorted.
  public var tagNames: [String] { (tags.keys + [LiquidNode.name]).sorted() }

  /// Parses a template, and the snippets that it names.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - name: What errors call it: its path.
  /// - Returns: The template, ready to be rendered any number of times.
  /// - Throws: `LiquidErrors` with all that is wrong with it.
  public func template(_ text: String, name: String) throws(LiquidErrors) -> Template {
    try template(text, name: name, firstLine: 1)
  }

  /// Parses a template that is part of a file.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - name: What errors call it: its path.
  ///   - firstLine: The line of the file that the text begins on, from 1, for errors.
  /// - Returns: The template, ready to be rendered any number of times.
  /// - Throws: `LiquidErrors` with all that is wrong with it.
  public func template(
    _ text: String,
    name: String,
    firstLine: Int
  ) throws(LiquidErrors) -> Template {
    let program = ProgramBuilder(self)
    let source = Source(name: name, text: text, firstLine: firstLine)
    let body = program.parse(source)
    guard program.errors.isEmpty else { throw LiquidErrors(program.errors) }
    return Template(body: body, program: program.program())
  }
}

/// What a filter is given.
public struct FilterCall: Sendable {
  /// What stands before the `|`.
  public let input: Value
  /// What stands behind the `:`, without names.
  public let arguments: [Value]
  /// What stands there with names: `allow_false: true`.
  public let named: [(name: String, value: Value)]
  let program: Program

  /// What the template was parsed with.
  public var environment: Environment { program.environment }

  /// An argument by its position; nil where it is not given.
  public func argument(_ position: Int) -> Value? {
    arguments.indices.contains(position) ? arguments[position] : nil
  }

  /// An argument by its name; nil where it is not given.
  public func argument(named name: String) -> Value? {
    named.last { $0.name == name }?.value
  }

  /// An argument that the filter needs.
  ///
  /// - Throws: `FilterError` when it is not given.
  public func required(_ position: Int) throws(FilterError) -> Value {
    guard let value = argument(position) else {
      throw FilterError("needs \(position + 1) argument\(position == 0 ? "" : "s")")
    }
    return value
  }
}

/// Why a filter could not do its work; the engine adds where.
public struct FilterError: Error, Sendable {
  /// What is wrong, as in "filter 'date' …".
  public let message: String

  /// Says what is wrong, without the values that it was given.
  public init(_ message: String) {
    self.message = message
  }
}
