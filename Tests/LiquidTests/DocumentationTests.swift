import Foundation
import Liquid
import Testing

/// The examples of the documentation, as code that runs.
///
/// Every block of Swift in the library's documentation stands in this file, line for line.
@Suite struct DocumentationTests {
  private let me: Value = ["name": "Sam"]
  private let contacts: [Value] = [["name": "Ada"], ["name": "Bo"]]

  @Test func `the first example prints what it says`() throws {
    let environment = Environment()
    let template = try environment.template(
      "Dear {{ name | capitalize }},\n",
      name: "letter.liquid"
    )
    let letter = try template.render(["name": "ada"])
    #expect(letter.text == "Dear Ada,\n")
  }

  @Test func `a template is parsed once and rendered for everybody`() throws {
    let text = "Hi {{ contact.name }},\n{% render 'sign-off' %}\n"
    var letters: [String] = []
    var environment = Environment()
    environment.snippets = SnippetTable(["sign-off": "All the best,\n{{ me.name }}\n"])
    environment.variables = ["contact", "me"]
    let template = try environment.template(text, name: "templates/letter.liquid")
    for contact in contacts {
      let letter = try template.render(["contact": contact], globals: ["me": me])
      letters.append(letter.text)
    }
    #expect(letters == ["Ada", "Bo"].map { "Hi \($0),\nAll the best,\nSam\n" })
  }

  @Test func `a lenient engine prints nothing for what is not there`() throws {
    var shop = Environment()
    shop.layout = .liquid
    shop.isLenient = true
    let page = try shop.template("[{{ nobody.name }}]", name: "page").render([:])
    #expect(page.text == "[]")
  }

  @Test func `JSON keeps its numbers`() throws {
    let data = try Value(json: Array(#"{"price": 4.50, "count": 12345678901234567890}"#.utf8))
    guard case .object(let object) = data else { return #expect(Bool(false)) }
    #expect(object["count"]?.text == "12345678901234567890")
    #expect(object["price"]?.text == "4.5")
  }

  @Test func `what is wrong is said as the guide says`() throws {
    var printed: [String] = []
    func print(_ text: String) { printed.append(text) }
    do {
      _ = try Environment().template("Hi {{ name | upcas }}", name: "hi.liquid")
    } catch {
      for error in error.errors {
        print("\(error)\n\(error.excerpt.joined(separator: "\n"))")
        if let hint = error.hint { print(hint) }
      }
    }
    #expect(try Guide("UsingLiquid").plainBlocks.contains(printed.joined(separator: "\n")))
  }

  @Test func `origins are told as the guide tells them`() throws {
    var printed: [String] = []
    func print(_ text: String) { printed.append(text) }
    let greeting = try Environment().template("Hi {{ name }}", name: "greeting")
    let traced = try greeting.render(["name": "Ada"], tracesOrigins: true)
    for passage in traced.passages {
      let words = String(decoding: traced.bytes[passage.range], as: UTF8.self)
      print("\(passage.origin.kind): '\(words)', line \(passage.origin.span.line)")
    }
    #expect(try Guide("UsingLiquid").plainBlocks.contains(printed.joined(separator: "\n")))
  }

  @Test func `limits stop a template`() throws {
    var environment = Environment()
    let end = ContinuousClock.now + .seconds(1)
    environment.limits.isTimeUp = { ContinuousClock.now > end }
    environment.limits.outputSize = 100_000
    let template = try environment.template("{% for i in (1..200000) %}x{% endfor %}", name: "x")
    #expect(throws: LiquidError.self) { try template.render([:]) }
  }

  @Test func `a filter is added`() throws {
    var environment = Environment()
    environment.addFilter("shout") { call throws(FilterError) in
      let mark = call.argument(0)?.text ?? "."
      guard mark.count == 1 else { throw FilterError("takes one sign") }
      return .string(call.input.text.uppercased() + mark)
    }
    let template = try environment.template(#"{{ "ada" | shout }}"#, name: "x")
    #expect(try template.render([:]).text == "ADA.")
    let refused = try environment.template(#"{{ "ada" | shout: "..." }}"#, name: "x")
    let error = #expect(throws: LiquidError.self) { try refused.render([:]) }
    #expect(error?.message == "filter 'shout' takes one sign")
  }

  @Test func `a tag is added, and the limits hold for it`() throws {
    var environment = Environment()
    environment.addTag("repeat", RepeatNode.parse)
    let template = try environment.template("{% repeat 2 %}ha{% endrepeat %}", name: "x")
    #expect(try template.render([:]).text == "haha")
    let endless = "{% repeat 1000000000 %}{% endrepeat %}{% repeat 1000000000 %}ha{% endrepeat %}"
    #expect(throws: LiquidError.self) {
      try environment.template(endless, name: "x").render([:])
    }
  }

  @Test func `a tag remembers what was told`() throws {
    var environment = Environment()
    environment.addTag("tell", TellNode.parse)
    let text = #"{% tell "the trail map" %}{% tell "the class" %}"#
    let template = try environment.template(text, name: "x")
    var told: Set<String> = ["the trail map"]
    let letter = try template.render([:], updating: &told)
    #expect(letter.text == "the class")
    #expect(told == ["the trail map", "the class"])
  }
}

/// `{% repeat 3 %}…{% endrepeat %}`.
struct RepeatNode: Node {
  let count: Operand
  let body: Body

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let count = try reader.arguments.operand()
    try reader.arguments.finish()
    let (body, _) = try reader.body(until: "endrepeat")
    return RepeatNode(count: count, body: body)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    guard case .integer(let count) = try context.evaluate(count) else { return }
    for _ in 0..<max(0, count) { try context.render(body) }
  }
}

/// `{% tell 'the map' %}`: says it, unless it was said before.
struct TellNode: Node {
  let news: Operand
  let span: SourceSpan

  static func parse(_ reader: inout TagReader) throws(LiquidError) -> any Node {
    let news = try reader.arguments.operand()
    try reader.arguments.finish()
    return TellNode(news: news, span: reader.span)
  }

  func render(_ context: inout RenderContext) throws(LiquidError) {
    let text = try context.evaluate(news).text
    let isNew = context.change(Set<String>.self) { told in told.insert(text).inserted }
    if isNew == true { try context.write(text, span) }
  }
}
