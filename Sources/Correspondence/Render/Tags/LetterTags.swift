internal import Liquid
internal import MailMessage

/// The tags that letters have beyond the language.
enum LetterTags {
  static func add(to environment: inout Environment, _ memory: LetterMemory, today: CalendarDay) {
    environment.addTag("personal") { reader throws(LiquidError) in
      try PersonalNode.parse(&reader, memory)
    }
    environment.addTag("note") { reader throws(LiquidError) in
      try NoteNode.parse(&reader, memory, today)
    }
    environment.addTag("news") { reader throws(LiquidError) in
      try NewsNode.parse(&reader, memory)
    }
    environment.addTag("vary") { reader throws(LiquidError) in
      try VaryNode.parse(&reader, memory)
    }
    environment.addTag("once") { reader throws(LiquidError) in
      try OnceNode.parse(&reader, memory)
    }
    environment.addTag("require") { reader throws(LiquidError) in
      try RequireNode.parse(&reader, memory)
    }
    environment.addTag("abort") { reader throws(LiquidError) in
      try AbortNode.parse(&reader, memory)
    }
  }

  /// The arguments with names, of which a tag knows these.
  static func named(
    _ reader: inout TagReader,
    _ known: [String]
  ) throws(LiquidError) -> [String: Expression] {
    var named: [String: Expression] = [:]
    while true {
      let before = reader.arguments
      guard let (name, value) = try reader.arguments.argument() else { return named }
      guard known.contains(name) else {
        throw before.unexpected(known.map { "'\($0):'" }.joined(separator: " or "))
      }
      named[name] = value
    }
  }

  /// What a loop of ours tells of where it stands.
  static func loop(_ index: Int, _ count: Int) -> Value {
    .object([
      "index": .integer(index + 1), "index0": .integer(index), "length": .integer(count),
      "first": .bool(index == 0), "last": .bool(index == count - 1),
    ])
  }

  /// A limit as a template has it; without one there is none.
  static func limit(
    _ expression: Expression?,
    _ context: RenderContext
  ) throws(LiquidError) -> Int {
    guard let expression else { return Int.max }
    guard case .integer(let limit) = try context.evaluate(expression) else { return 0 }
    return limit
  }

  /// A name as the draft's header has it: one word.
  static func name(_ expression: Expression, _ context: RenderContext) throws(LiquidError) -> String
  {
    let text = try context.evaluate(expression).text
    return text.split { $0.isWhitespace || $0 == ";" }.joined(separator: "-")
  }
}
