internal import Liquid
internal import MailMessage

/// The tags that letters have beyond the language.
enum LetterTags {
  static func add(to environment: inout Environment, today: CalendarDay) {
    environment.addTag("personal", PersonalNode.parse)
    environment.addTag("note") { reader throws(LiquidError) in
      try NoteNode.parse(&reader, today)
    }
    environment.addTag("news", NewsNode.parse)
    environment.addTag("vary", VaryNode.parse)
    environment.addTag("once", OnceNode.parse)
    environment.addTag("require", RequireNode.parse)
    environment.addTag("abort", AbortNode.parse)
  }

  /// The arguments with names, of which a tag knows these.
  static func named(
    _ reader: inout TagReader,
    _ known: [String]
  ) throws(LiquidError) -> [String: Operand] {
    var named: [String: Operand] = [:]
    while true {
      let before = reader.arguments
      guard let (name, value) = try reader.arguments.argument() else { return named }
      guard known.contains(name) else {
        throw before.unexpected(known.map { "'\($0):'" }.joined(separator: " or "))
      }
      named[name] = value
    }
  }

  /// A limit as a template has it; without one there is none.
  static func limit(
    _ expression: Operand?,
    _ context: inout RenderContext
  ) throws(LiquidError) -> Int {
    guard let expression else { return Int.max }
    guard case .integer(let limit) = try context.evaluate(expression) else { return 0 }
    return limit
  }

  /// A name as the draft's header has it: one word.
  static func name(_ expression: Operand, _ context: inout RenderContext) throws(LiquidError)
    -> String
  {
    let text = try context.evaluate(expression).text
    return text.split { $0.isWhitespace || $0 == ";" }.joined(separator: "-")
  }
}
