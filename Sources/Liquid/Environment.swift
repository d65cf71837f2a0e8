/// What templates are parsed and rendered with: tags, filters, layout, snippets, limits.
///
/// ```swift
/// var environment = Environment()
/// environment.addFilter("shout") { call in .string(call.input.text.uppercased()) }
/// let template = try environment.template("Hi {{ name | shout }}", name: "hello.liquid")
/// let result = try template.render(["name": "Ada"])
/// ```
public struct Environment: Sendable {
  /// How the lines of a template become lines of the result.
  public enum Layout: String, Sendable {
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
  /// Whether what is not defined prints as nothing instead of being an error.
  public var isLenient = false
  /// What a template may cost.
  public var limits = RenderLimits()
  /// The text of a snippet by its name; nil where there is none.
  public var snippet: @Sendable (String) -> (name: String, text: String)? = { _ in nil }

  private(set) var tags: [String: TagParser] = StandardTags.all
  private(set) var filters: [String: Filter] = StandardFilters.all

  /// An environment with the standard tags and filters.
  public init() {}

  /// Adds a tag, or puts another in its place.
  public mutating func addTag(_ name: String, _ parse: @escaping TagParser) {
    tags[name] = parse
  }

  /// Adds a filter, or puts another in its place.
  public mutating func addFilter(_ name: String, _ filter: @escaping Filter) {
    filters[name] = filter
  }

  /// The names of all filters, sorted.
  public var filterNames: [String] { filters.keys.sorted() }

  /// Parses a template.
  ///
  /// - Parameters:
  ///   - text: The template.
  ///   - name: What errors call it: its path.
  /// - Returns: The template, ready to be rendered any number of times.
  /// - Throws: `LiquidErrors` with all that is wrong with it.
  public func template(_ text: String, name: String) throws(LiquidErrors) -> Template {
    let source = Source(name: name, text: text)
    guard source.bytes.count <= limits.templateSize else {
      let span = SourceSpan(source, 0..<0)
      throw LiquidErrors(errors: [LiquidError(span, "the template is too long")])
    }
    var parser = Parser(source, self)
    let body = parser.template()
    guard parser.errors.isEmpty else {
      throw LiquidErrors(
        errors: parser.errors.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
      )
    }
    return Template(body: body, environment: self)
  }
}

/// What a filter is given.
public struct FilterCall: Sendable {
  /// What stands before the `|`.
  public let input: Value
  /// What stands behind the `:`, without names.
  public let arguments: [Value]
  /// What stands there with names: `allow_false: true`.
  public let named: [String: Value]

  /// An argument by its position; nil where it is not given.
  public func argument(_ position: Int) -> Value? {
    arguments.indices.contains(position) ? arguments[position] : nil
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
