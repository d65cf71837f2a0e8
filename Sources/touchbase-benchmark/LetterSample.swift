import FoundationEssentials
import Liquid

/// The letter, parsed, and the people that it goes to.
struct LetterSample {
  /// The SHA-256 of the expected letters, joined by NUL.
  let sha256: String
  private let source: String
  private let environment: Environment
  private let template: Template
  private let laidOut: Template
  private let data: [Value.Object]
  private let people: [HandWrittenLetter]

  init(_ folder: String) throws {
    let file = { (name: String) throws in
      String(decoding: try Data(contentsOf: URL(filePath: "\(folder)/\(name)")), as: UTF8.self)
    }
    source = try file("templates/letter.liquid")
    sha256 = String(try file("expected/sha256.txt").prefix(64))
    var environment = Environment()
    environment.layout = .liquid
    environment.isLenient = true
    environment.snippets = SnippetTable(["signature": try file("templates/signature.liquid")])
    template = try environment.template(source, name: "letter.liquid")
    self.environment = environment
    environment.layout = .letter
    laidOut = try environment.template(source, name: "letter.liquid")
    guard case .object(let root) = try Value(json: try file("contacts.json").utf8),
      let sender = root["sender"]
    else { throw Contestant.Failure(description: "'\(folder)/contacts.json' is no object") }
    let contacts = (root["contacts"] ?? []).items
    data = contacts.map { ["contact": $0, "sender": sender] }
    people = contacts.map { HandWrittenLetter(contact: $0, sender: sender) }
  }

  /// How many letters there are.
  var count: Int { data.count }

  /// All letters, joined by NUL.
  func letters(_ task: LetterTask) throws -> [UInt8] {
    var all: [UInt8] = []
    for index in data.indices {
      if index > 0 { all.append(0) }
      all += try letter(index, task)
    }
    return all
  }

  /// Renders all letters; the sum of their lengths.
  func perform(_ task: LetterTask) throws -> Int {
    var sum = 0
    for index in data.indices { sum += try letter(index, task).count }
    return sum
  }

  /// Parses the template; how many characters it has.
  func parse() throws -> Int {
    _ = try environment.template(source, name: "letter.liquid")
    return source.utf8.count
  }

  private func letter(_ index: Int, _ task: LetterTask) throws -> [UInt8] {
    switch task {
    case .rendering: try template.render(data[index]).bytes
    case .tracing: try template.render(data[index], tracesOrigins: true).bytes
    case .layout: try laidOut.render(data[index]).bytes
    case .handWritten: people[index].written()
    }
  }
}
