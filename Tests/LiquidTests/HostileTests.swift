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

/// Templates that would run for hours, or fill the machine, if nothing counted what they do.
@Suite struct CostTests {
  private static let templates: [(name: String, text: String, message: String)] = [
    (
      "empty loops within one another",
      "{% for i in (1..999999) %}{% for j in (1..999999) %}{% endfor %}{% endfor %}", "steps"
    ),
    (
      "doubling text",
      "{% assign x = 'ab' %}{% for i in (1..60) %}{% assign x = x | append: x %}{% endfor %}",
      "gives more than it may"
    ),
    (
      "doubling lists",
      """
      {% assign x = 'a,b' | split: ',' %}{% for i in (1..60) %}{% assign x = x | concat: x %}\
      {% endfor %}
      """, "gives more than it may"
    ),
    (
      "text within itself",
      """
      {% assign x = 'aaaaaaaaaa' %}{% for i in (1..9) %}{% assign x = x | replace: 'a', x %}\
      {% endfor %}
      """, "gives more than it may"
    ),
    (
      "a number that grows without end",
      "{% assign n = 10 %}{% for i in (1..60) %}{% assign n = n | times: n %}{% endfor %}",
      "too many digits"
    ),
    (
      "the size of a long text, again and again",
      """
      {% assign x = 'ab' %}{% for i in (1..19) %}{% assign x = x | append: x %}{% endfor %}\
      {% for i in (1..900000) %}{% if x.size == 1 %}{% endif %}{% endfor %}
      """, "steps"
    ),
    (
      "a long text looked through, again and again",
      """
      {% assign x = 'ab' %}{% for i in (1..19) %}{% assign x = x | append: x %}{% endfor %}\
      {% for i in (1..900000) %}{% if x contains 'c' %}{% endif %}{% endfor %}
      """, "steps"
    ),
    ("wide padding", "{{ '2026-11-21' | date: '%9999999d' }}", "widths"),
    ("a range as text", "{{ (1..999999999) | join: ',' }}", "more than it may"),
    ("many digits", "{{ 1.5 | round: 999999999 }}", "digits"),
    ("snippets of itself", "{% render 'self' %}", "deep"),
    ("snippets of itself for many", "{% render 'many' for (1..900000) %}", "steps"),
  ]

  @Test(arguments: templates.indices)
  func `what costs too much is stopped, and says why`(_ index: Int) throws {
    let (name, text, message) = Self.templates[index]
    for layout in Environment.Layout.allCases {
      var environment = Environment()
      environment.layout = layout
      environment.snippets = SnippetTable([
        "self": "{% render 'self' %}", "many": "{% render 'one' for (1..900000) %}", "one": "",
      ])
      let error = #expect(throws: LiquidError.self, "\(name)") {
        _ = try environment.template(text, name: "costly.liquid").render([:])
      }
      #expect(error?.message.contains(message) == true, "\(name): \(String(describing: error))")
    }
  }

  @Test func `the time that a template takes can be bounded`() throws {
    var environment = Environment()
    environment.limits.isTimeUp = { true }
    let text = "{% for i in (1..5000) %}{{ i }}{% endfor %}"
    let error = #expect(throws: LiquidError.self) {
      _ = try environment.template(text, name: "slow.liquid").render([:])
    }
    #expect(error?.message == "the template takes more time than it may")
  }
}
