import Liquid

/// Bytes as a fuzzer gives them, read as a template with its snippets, data and settings.
///
/// The first byte holds the settings; then come the template, two snippets and JSON, with `0xFF`
/// between them, a byte that no UTF-8 has.
struct FuzzedInput {
  static let separator: UInt8 = 0xFF
  /// A value of the data that no error may tell.
  private static let secret = "Zq7Xw9"

  let template: String
  private let environment: Environment
  private let tracesOrigins: Bool
  private let isSeenBySnippets: Bool
  private let data: Value.Object

  init(_ bytes: some Collection<UInt8>) {
    let settings = bytes.first ?? 0
    let parts = bytes.dropFirst()
      .split(separator: Self.separator, maxSplits: 3, omittingEmptySubsequences: false)
    let texts = parts.map { String(decoding: $0, as: UTF8.self) }
    template = texts.first ?? ""
    tracesOrigins = settings & 4 != 0
    isSeenBySnippets = settings & 16 != 0

    var data: Value.Object = ["secret": .string(Self.secret)]
    if parts.count == 4, case .object(let given)? = try? Value(json: parts[3]) {
      for name in given.keys { data[name] = given[name] }
    }
    self.data = data

    var environment = Environment()
    environment.layout = settings & 1 == 0 ? .letter : .liquid
    environment.isLenient = settings & 2 != 0
    if settings & 8 != 0 { environment.variables = Set(data.keys) }
    environment.now = Moment(year: 2026, month: 11, day: 23)
    environment.snippets = SnippetTable([
      "a": texts.count > 1 ? texts[1] : "", "b": texts.count > 2 ? texts[2] : "",
    ])
    environment.limits.outputSize = 1 << 16
    environment.limits.steps = 20_000
    environment.limits.valueSize = 1 << 16
    environment.limits.depth = 100
    self.environment = environment
  }

  /// The bytes that are read as such an input.
  static func bytes(
    settings: UInt8,
    _ template: String,
    snippets: [String] = [],
    json: some Collection<UInt8> = []
  ) -> [UInt8] {
    let two = (snippets + ["", ""]).prefix(2)
    let parts = [Array(template.utf8)] + two.map { Array($0.utf8) } + [Array(json)]
    return [settings] + parts.joined(separator: [separator])
  }

  /// Parses and renders the template, each twice.
  ///
  /// The result is what the engine promises and did not keep; nil where it kept all.
  func brokenPromise() -> String? {
    let (first, second) = (parsed(), parsed())
    switch (first, second) {
    case (.success(let template), .success): return brokenPromise(of: template)
    case (.failure(let one), .failure(let other)):
      if one.errors.isEmpty { return "a template is refused without an error" }
      if one.errors.count > 100 { return "a template has \(one.errors.count) errors" }
      if told(one.errors) != told(other.errors) { return "errors differ from those before" }
      return one.errors.lazy.compactMap(brokenPromise).first
    default: return "a template is refused, and then it is not"
    }
  }

  private func parsed() -> Result<Template, LiquidErrors> {
    do throws(LiquidErrors) {
      return .success(try environment.template(template, name: "fuzzed.liquid"))
    } catch {
      return .failure(error)
    }
  }

  private func told(_ errors: [LiquidError]) -> [String] {
    errors.map { "\($0) \($0.hint ?? "")" }
  }

  private func brokenPromise(of template: Template) -> String? {
    let (first, second) = (rendered(template, true), rendered(template, tracesOrigins))
    switch (first, second) {
    case (.success(let one), .success(let other)):
      if one.bytes != other.bytes { return "a template is rendered in two ways" }
      if one.bytes.count > environment.limits.outputSize { return "a result is too long" }
      return brokenPromise(of: one)
    case (.failure(let one), .failure(let other)):
      return told([one]) == told([other]) ? brokenPromise(of: one) : "errors differ"
    default: return "a template is rendered, and then it is not"
    }
  }

  private func rendered(_ template: Template, _ traces: Bool) -> Result<Rendering, LiquidError> {
    do throws(LiquidError) {
      let globals = isSeenBySnippets ? data : [:]
      return .success(try template.render(data, globals: globals, tracesOrigins: traces))
    } catch {
      return .failure(error)
    }
  }

  private func brokenPromise(of rendering: Rendering) -> String? {
    var end = 0
    for passage in rendering.passages {
      guard passage.range.lowerBound == end, !passage.range.isEmpty else {
        return "a passage at \(passage.range) follows one that ends at \(end)"
      }
      end = passage.range.upperBound
    }
    return end == rendering.bytes.count ? nil : "passages end at \(end) of \(rendering.bytes.count)"
  }

  private func brokenPromise(of error: LiquidError) -> String? {
    if error.line < 1 || error.column < 1 || error.length < 1 {
      return "an error at \(error.line):\(error.column) with \(error.length) carets"
    }
    if error.column > error.lineText.count + 1 { return "an error behind its line's end" }
    if error.excerpt.count != 2 { return "an excerpt of \(error.excerpt.count) lines" }
    if told([error]).contains(where: { $0.contains(Self.secret) }), !template.contains("Zq") {
      return "an error tells a value: \(error)"
    }
    return nil
  }
}
