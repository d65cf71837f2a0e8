import Liquid
import Testing

/// Templates that are made to break the engine: each gets an error and nothing else happens.
@Suite struct HostileTests {
  private static let deep = 100_000

  private static let templates: [(name: String, text: String)] = [
    ("open brackets", "{{ " + String(repeating: "(", count: deep) + " }}"),
    ("open indexes", "{{ " + String(repeating: "a[", count: deep) + " }}"),
    ("joined conditions", "{% if a" + String(repeating: " and a", count: deep) + " %}x{% endif %}"),
    ("open blocks", String(repeating: "{% if true %}", count: deep)),
    ("open braces", String(repeating: "{{", count: deep)),
    ("closed braces without open ones", String(repeating: "%}}}", count: 10) + "{% endif %}"),
    ("a tag of nothing", "{%%}"),
    ("an output of nothing", "{{}}"),
    ("quotes without end", "{{ '" + String(repeating: "x", count: deep)),
    ("raw without end", "{% raw %}" + String(repeating: "{{", count: deep)),
  ]

  @Test(arguments: templates.indices)
  func `a hostile template is an error`(_ index: Int) {
    let (name, text) = Self.templates[index]
    #expect(throws: LiquidErrors.self, "\(name)") {
      _ = try Environment().template(text, name: "hostile.liquid")
    }
  }

  @Test func `every beginning of a template parses or is an error`() {
    let text = """
      {% assign x = 'a' | append: "b" %}{% for i in (1..3) reversed limit: 2 %}{{ i }}{% else %}
      {% endfor %}{% case x %}{% when 'a', 'b' %}{% endcase %}{% raw %}{{{% endraw %}{{- x[0].y -}}
      """
    let bytes = Array(text.utf8)
    for end in bytes.indices {
      let part = String(decoding: bytes[..<end], as: UTF8.self)
      do throws(LiquidErrors) {
        _ = try Environment().template(part, name: "part.liquid")
      } catch {
        #expect(!error.errors.isEmpty)
      }
    }
  }
}
