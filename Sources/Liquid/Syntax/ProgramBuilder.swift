/// A template with the snippets that it names, while they are parsed.
final class ProgramBuilder {
  let environment: Environment
  private(set) var errors: [LiquidError] = []
  /// Whether a loop may go on where another stopped.
  var continuesLoops = false
  private var symbols: [Value.Name]
  private var slots: [String: Int]
  private var snippets: [Program.SnippetState]
  private var snippetIndexes: [String: Int]
  /// What the source being parsed uses and defines.
  private var scope = Scope()
  /// How many blocks and snippets are open, those of all sources together.
  private var depth = 0

  /// The variables of one source.
  private struct Scope {
    var uses: [(name: String, span: SourceSpan)] = []
    var defined: Set<String> = []
    /// Whether something else may define variables here.
    var isOpen = false
  }

  init(_ environment: Environment) {
    self.environment = environment
    symbols = []
    slots = [:]
    snippets = []
    snippetIndexes = [:]
  }

  /// Goes on where a program ends, for a snippet that is named while a template is rendered.
  init(extending program: Program) {
    environment = program.environment
    continuesLoops = program.continuesLoops
    symbols = program.symbols
    slots = [:]
    for (slot, key) in program.symbols.enumerated() { slots[key.text] = slot }
    snippets = program.snippets
    snippetIndexes = program.snippetIndexes
  }

  /// Notes what is wrong, up to as much as anybody reads.
  func note(_ error: LiquidError) {
    if !hasManyErrors { errors.append(error) }
  }

  /// Whether so much is wrong that the rest need not be read.
  var hasManyErrors: Bool { errors.count >= Self.mostErrors }

  private static let mostErrors = 100

  func program() -> Program {
    Program(environment, symbols, snippets, snippetIndexes, continuesLoops: continuesLoops)
  }

  /// Parses a source that is given variables of these names; nil where it sees all that its caller
  /// sees.
  func parse(_ source: Source, given: Set<String>? = []) -> Body {
    let outer = scope
    scope = Scope()
    scope.isOpen = given == nil
    defer { scope = outer }
    guard source.bytes.count <= environment.limits.templateSize else {
      note(LiquidError(SourceSpan(source, 0..<0), "the template is too long"))
      return Body()
    }
    let body = Parser(source, self).template()
    noteUnknown(scope, given: given ?? [])
    return body
  }

  /// Where a variable is kept that a template uses.
  func use(_ name: String, _ span: SourceSpan) -> Int {
    if environment.variables != nil { scope.uses.append((name, span)) }
    return slot(name)
  }

  /// Where a variable is kept that a tag makes.
  func define(_ name: String) -> Int {
    scope.defined.insert(name)
    return slot(name)
  }

  /// Something that cannot be seen from here may define variables.
  func openScope() {
    scope.isOpen = true
  }

  private func slot(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    symbols.append(Value.Name(name))
    slots[name] = symbols.count - 1
    return symbols.count - 1
  }

  /// The variables that are used and that nobody can have defined.
  private func noteUnknown(_ scope: Scope, given: Set<String>) {
    guard let variables = environment.variables, !scope.isOpen, !environment.isLenient else {
      return
    }
    let known = variables.union(scope.defined).union(given).union(["forloop", "self"])
    for (name, span) in scope.uses where !known.contains(name) && !hasManyErrors {
      let hint = Suggestion.hint(for: name, among: known)
      note(LiquidError(span, "unknown variable '\(name)'", hint: hint))
    }
  }

  /// Parses a snippet, unless that was done before, and tells its place in the program.
  ///
  /// It is given variables of these names; nil where it sees all that its caller sees.
  func snippet(_ name: String, at span: SourceSpan, given: Set<String>?) -> Int {
    let key = (given == nil ? "include " : "render ") + name
    if let index = snippetIndexes[key] { return index }
    let index = snippets.count
    snippetIndexes[key] = index
    // Known before it is parsed: a snippet may name itself.
    snippets.append(.missing("there is no snippet '\(name)'", hint: nil))
    do throws(LiquidError) {
      snippets[index] = try deeper(span) { read(name, given: given) }
      note(snippets[index], at: span)
    } catch {
      note(error)
    }
    return index
  }

  /// Reads what stands within something else, a block or a snippet, if that is not too deep.
  func deeper<Result>(
    _ span: SourceSpan,
    _ read: () -> Result
  ) throws(LiquidError) -> Result {
    guard depth < environment.limits.depth else {
      throw LiquidError(span, "blocks and snippets stand too deep within one another")
    }
    depth += 1
    defer { depth -= 1 }
    return read()
  }

  private func read(_ name: String, given: Set<String>?) -> Program.SnippetState {
    let found: Snippet?
    do throws(SnippetError) {
      found = try environment.snippets.snippet(named: name)
    } catch {
      return .missing(error.message, hint: nil)
    }
    guard let found else {
      let hint = Suggestion.hint(for: name, among: environment.snippets.names)
      return .missing("there is no snippet '\(name)'", hint: hint)
    }
    let outer = errors
    errors = []
    defer { errors = outer }
    let source = Source(name: found.path, text: found.text, firstLine: found.firstLine)
    let body = parse(source, given: given)
    return errors.isEmpty ? .parsed(body) : .broken(errors)
  }

  /// What is wrong with a snippet is wrong with the template; a lenient one says so only where it
  /// gets there.
  private func note(_ state: Program.SnippetState, at span: SourceSpan) {
    guard !environment.isLenient else { return }
    switch state {
    case .parsed: break
    case .broken(let found): found.forEach(note)
    case .missing(let message, let hint): note(LiquidError(span, message, hint: hint))
    }
  }
}

/// All that a template needs to be rendered, and nothing that changes.
final class Program: Sendable {
  let environment: Environment
  /// The names of all variables, by slot.
  let symbols: [Value.Name]
  let snippets: [SnippetState]
  let snippetIndexes: [String: Int]
  let continuesLoops: Bool

  /// A snippet that was named somewhere.
  enum SnippetState: Sendable {
    case parsed(Body)
    case broken([LiquidError])
    case missing(String, hint: String?)
  }

  init(
    _ environment: Environment,
    _ symbols: [Value.Name],
    _ snippets: [SnippetState],
    _ snippetIndexes: [String: Int],
    continuesLoops: Bool
  ) {
    self.continuesLoops = continuesLoops
    self.environment = environment
    self.symbols = symbols
    self.snippets = snippets
    self.snippetIndexes = snippetIndexes
  }

  /// Where a variable is kept; nil for a name that no template has.
  func slot(of key: Value.Name) -> Int? {
    symbols.firstIndex(of: key)
  }
}
