import Liquid
import Testing

/// Templates that are made to break the engine: each gets an error and nothing else happens.
///
/// None is timed: what is not stopped would go on for hours, or end the process.
@Suite struct HostileTests {
  private static let deep = 100_000

  private static func many(_ text: String, _ count: Int = deep) -> String {
    String(repeating: text, count: count)
  }

  private static let templates: [(name: String, text: String)] = [
    ("open brackets", "{{ " + many("(") + " }}"),
    ("open indexes", "{{ " + many("a[") + " }}"),
    ("joined conditions", "{% if a" + many(" and a") + " %}x{% endif %}"),
    ("open blocks", many("{% if true %}")),
    ("open braces", many("{{")),
    ("open tags", many("{%")),
    ("closed braces without open ones", many("%}}}", 10) + "{% endif %}"),
    ("a tag of nothing", "{%%}"),
    ("an output of nothing", "{{}}"),
    ("quotes without end", "{{ '" + many("x")),
    ("raw without end", "{% raw %}" + many("{{")),
    ("raw with tags without end", "{% raw %}" + many("{%")),
    ("raw with tags of other names", "{% raw %}" + many("{% a %}", 10_000)),
    ("raw again and again", many("{% raw %}", 10_000)),
    ("a comment of open outputs", "{% comment %}" + many("{{ {% a ")),
    ("tags of lines in one another", "{% " + many("liquid ", 10_000) + "%}"),
    ("filters in a row", "{{ 'a'" + many(" | upcase") + " }}"),
    ("names in a row", "{{ a" + many(".size") + " }}"),
    ("digits in a row", "{{ 1" + many("0") + " }}"),
    ("unknown filters among many", "{{ 'a'" + many(" | no_such_filter_of_mine", 90) + " }}"),
  ]

  @Test(arguments: templates.indices)
  func `a hostile template is an error`(_ index: Int) {
    let (name, text) = Self.templates[index]
    #expect(throws: LiquidErrors.self, "\(name)") {
      _ = try Environment().template(text, name: "hostile.liquid")
    }
  }

  private static let huge = many("a", 1 << 19)

  /// What costs more than it may when it is rendered; the steps are an eighth of what is usual, so
  /// that each is over soon.
  private static let costly: [(name: String, text: String)] = [
    (
      "loops that end at once",
      "{% for a in (1..100000) %}{% for b in (1..100000) %}{% break %}{% endfor %}{% endfor %}"
    ),
    (
      "snippets of nothing",
      "{% for a in (1..100000) %}{% render 'nothing' for (1..100000) %}{% endfor %}"
    ),
    (
      "included snippets of nothing",
      "{% assign list = (1..100000) | reverse %}{% for a in list %}{% include 'nothing' for list %}"
        + "{% endfor %}"
    ),
    (
      "snippets with many arguments",
      "{% for a in (1..100000) %}{% render 'nothing'"
        + (0..<10_000).map { ", a\($0): \($0)" }.joined() + " %}{% endfor %}"
    ),
    (
      "many values to compare with",
      "{% for a in (1..100000) %}{% case a %}{% when 0" + many(", 0")
        + " %}{% endcase %}{% endfor %}"
    ),
    (
      "many conditions",
      "{% for a in (1..100000) %}{% if false %}" + many("{% elsif false %}", 50_000)
        + "{% endif %}{% endfor %}"
    ),
    ("a range at the end of all numbers", "{% for a in (1..9223372036854775807) %}{% endfor %}"),
    ("a long range turned round", "{{ (-9223372036854775808..9223372036854775807) | reverse }}"),
    (
      "a text in a list again and again",
      "{% assign list = '\(huge)' | split: '|' %}"
        + many("{% assign list = list | concat: list %}", 20) + "{{ list | join: '' }}"
    ),
    (
      "an object in a list again and again",
      "{% assign list = object | where: 'text' %}"
        + many("{% assign list = list | concat: list %}", 20) + "{{ list }}"
    ),
    ("a date of blanks", "{{ 'now' | date: '\(many("%1000N", 80_000))' }}"),
    ("many digits", "{{ 'a' | truncate: digits }}"),
    ("a loop of a text", "{% for a in (1..100000) %}{{ huge }}{% endfor %}"),
    (
      "a default in itself",
      "{% for a in (1..100000) %}{% assign d = nil | default: d: d %}{% endfor %}"
    ),
    ("an include of itself", "{% include 'itself' %}"),
    ("a render of itself", "{% render 'itself again' %}"),
    ("a snippet in a block in a snippet", "{% include 'deep 0' %}"),
  ]

  private static let snippets: SnippetTable = {
    var snippets = [
      "nothing": "", "itself": "{% include 'itself' %}",
      "itself again": "{% render 'itself again' %}",
    ]
    for level in 0..<100 {
      let name = "{% include 'deep \(level + 1)' %}"
      snippets["deep \(level)"] = many("{% if true %}", 90) + name + many("{% endif %}", 90)
    }
    return SnippetTable(snippets)
  }()

  private static func render(_ text: String) throws -> String {
    var environment = Environment()
    environment.layout = .liquid
    environment.isLenient = true
    environment.snippets = snippets
    environment.now = Moment(year: 2026, month: 11, day: 23)
    environment.limits.steps = 1 << 17
    let template = try environment.template(text, name: "hostile.liquid")
    return try template.render([
      "huge": .string(huge), "digits": .string(many("9", 1 << 19)),
      "object": .array([.object(["text": .string(huge)])]),
    ]).text
  }

  @Test(arguments: costly.indices)
  func `what costs too much is an error`(_ index: Int) {
    let (name, text) = Self.costly[index]
    #expect(throws: (any Error).self, "\(name)") { _ = try Self.render(text) }
  }

  /// What looks costly and is not, or must only not trap.
  private static let harmless: [(text: String, result: String)] = [
    ("{{ huge | replace: '\(huge.dropLast())b', '' | size }}", "524288"),
    ("{{ huge | replace_last: '\(many("a", 1 << 18))b', '' | size }}", "524288"),
    ("{{ huge | split: '\(many("a", 1 << 18))b' | size }}", "1"),
    ("{% if huge contains '\(many("a", 1 << 18))b' %}yes{% else %}no{% endif %}", "no"),
    (
      "{{ huge | strip_html | size }}{{ '\(many("<script", 50_000))' | strip_html | size }}",
      "524288350000"
    ),
    ("{{ (4611686018427387904..4611686018427488904) | uniq | size }}", "101001"),
    (
      "{% for n in (9223372036854775806..9223372036854775807) %}{{ n }} {% endfor %}",
      "9223372036854775806 9223372036854775807 "
    ),
    (
      "{% for n in (1..3) offset: 9223372036854775807 limit: 9223372036854775807 %}x{% endfor %}",
      ""
    ),
    (
      "{% for n in (1..3) offset: -9223372036854775808 limit: -9223372036854775808 %}x{% endfor %}",
      ""
    ),
    (
      "{% tablerow n in (1..1) cols: -9223372036854775808 %}{% endtablerow %}",
      "<tr class=\"row1\">\n<td class=\"col1\"></td></tr>\n"
    ),
    ("{{ 'abc' | slice: -9223372036854775808, 9223372036854775807 }}", ""),
    ("{{ 'abc' | slice: 1, 9223372036854775807 }}", "bc"),
    ("{{ 'abc' | truncate: -9223372036854775808, '' }}", ""),
    (
      "{{ -9223372036854775808 | abs }} {{ -9223372036854775808 | divided_by: -1 }}",
      "9223372036854775808 9223372036854775808"
    ),
    ("{{ 9223372036854775807 | plus: 1 | date: '%Y' }}", "9223372036854775808"),
    ("{{ 9223372036854775807 | date: '%Y' }}", "14645"),
    ("{{ 1 | divided_by: 0.0 | round }}", "0"),
    (
      "{% if 1 < 9007199254740993 and 9007199254740993 > 9007199254740992.0 %}more{% endif %}",
      "more"
    ),
  ]

  @Test(arguments: harmless.indices)
  func `what only looks hostile is rendered`(_ index: Int) throws {
    let (text, result) = Self.harmless[index]
    let rendered = try Self.render(text)
    #expect(rendered == result, "\(text.prefix(100))")
  }

  @Test func `unknown names among very many are an error without a suggestion`() {
    var environment = Environment()
    environment.variables = []
    let text =
      (0..<40_000).map { "{% assign name_number_\($0) = 1 %}" }.joined()
      + Self.many("{{ nobody_of_that_name }}", 40_000).prefix(100_000)
    #expect(throws: LiquidErrors.self) {
      _ = try environment.template(String(text.prefix(1 << 20)), name: "hostile.liquid")
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
