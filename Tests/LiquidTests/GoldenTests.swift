import FoundationEssentials
import Liquid
import TestSupport
import Testing

/// The conformance cases of golden-liquid, in plain Liquid with undefined variables allowed.
@Suite struct GoldenTests {
  static let path = SharedData.path("golden-liquid/golden_liquid.json")

  /// The case that contradicts another, as every engine has to give up one of the two.
  ///
  /// `when 'bar' and 'Hello'` cannot both be passed over and be an error. It is an error here: what
  /// a template's writer meant by it nobody can know.
  static let givenUp: Set = ["tags, case, unexpected when token"]

  private struct Case {
    let name: String
    let template: String
    let data: Value.Object
    let snippets: SnippetTable
    /// Nil where the template has to be refused.
    let results: [String]?

    init?(_ value: Value) {
      guard case .object(let fields) = value, let name = fields["name"],
        let template = fields["template"]
      else { return nil }
      self.name = name.text
      self.template = template.text
      if case .object(let data)? = fields["data"] { self.data = data } else { data = [:] }
      var texts: [String: String] = [:]
      if case .object(let snippets)? = fields["templates"] {
        for name in snippets.keys { texts[name] = snippets[name]?.text }
      }
      snippets = SnippetTable(texts)
      if fields["invalid"] == true {
        results = nil
      } else {
        results = fields["results"]?.items.map(\.text) ?? [fields["result"]?.text ?? ""]
      }
    }

    /// What comes of the template; nil where it is refused.
    func rendered() -> String? {
      var environment = Environment()
      environment.layout = .liquid
      environment.isLenient = true
      environment.snippets = snippets
      environment.now = Moment(year: 2026, month: 11, day: 23)
      do {
        return try environment.template(template, name: "case.liquid").render(data).text
      } catch {
        return nil
      }
    }
  }

  @Test(.enabled(if: path != nil, "golden-liquid is not beside the checkout"))
  func `golden-liquid's cases give what they say`() throws {
    let bytes = try Data(contentsOf: URL(filePath: try #require(Self.path)))
    guard case .object(let file) = try Value(json: bytes) else { return }
    let cases = (file["tests"] ?? []).items.compactMap(Case.init)
    #expect(cases.count > 1000)
    var failed: Set<String> = []
    for test in cases {
      let result = test.rendered()
      let isRight = test.results.map { results in result.map(results.contains) ?? false }
      if !(isRight ?? (result == nil)) { failed.insert(test.name) }
    }
    print("golden-liquid: \(cases.count - failed.count) of \(cases.count)")
    #expect(failed == Self.givenUp)
  }
}
