/// No file over 600 lines, no function over 70.
struct SizeRule {
  static let fileLines = 600
  static let functionLines = 70

  func findings(in file: SourceFile) -> [Finding] {
    guard !file.code.isEmpty else { return [] }
    var findings: [Finding] = []
    if file.lines.count > Self.fileLines + 1 {
      findings.append(file.finding(Self.fileLines, "a file of more than 600 lines: split it"))
    }
    for function in FunctionSpan.all(in: file.code) where function.lines > Self.functionLines {
      let message = "a function of \(function.lines) lines, more than 70: split it"
      findings.append(file.finding(function.first, message))
    }
    return findings
  }
}

/// The lines from a function's keyword to its closing brace, counted from 0.
struct FunctionSpan: Equatable {
  let first: Int
  let last: Int

  var lines: Int { last - first + 1 }

  /// Every function, initializer, deinitializer and subscript with a body, inner ones as well.
  static func all(in code: [String]) -> [FunctionSpan] {
    code.indices.flatMap { line in
      declarations(in: code[line]).compactMap { column in
        bodyEnd(in: code, line: line, column: column).map { FunctionSpan(first: line, last: $0) }
      }
    }
  }

  /// Where in a line a declaration's keyword ends.
  private static func declarations(in line: String) -> [Int] {
    let keywords: Set = ["func", "init", "deinit", "subscript"]
    var columns: [Int] = []
    var word = ""
    var before: Character?
    for (column, character) in (line + " ").enumerated() {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
        continue
      }
      if keywords.contains(word), before != "." { columns.append(column) }
      before = character
      word = ""
    }
    return columns
  }

  /// The line of the closing brace; `nil` for a declaration without a body, as in a protocol.
  private static func bodyEnd(in code: [String], line: Int, column: Int) -> Int? {
    var brackets = 0
    var braces = 0
    for index in line..<code.count {
      for character in code[index].dropFirst(index == line ? column : 0) {
        switch character {
        case "(", "[": brackets += 1
        case ")", "]": brackets -= 1
        case "{" where brackets <= 0 || braces > 0: braces += 1
        case "}" where braces > 0:
          braces -= 1
          if braces == 0 { return index }
        case "}" where brackets <= 0: return nil
        default: break
        }
      }
      if braces == 0, brackets <= 0, !continues(code, after: index) { return nil }
    }
    return nil
  }

  private static func continues(_ code: [String], after index: Int) -> Bool {
    guard index + 1 < code.count else { return false }
    let next = code[index + 1].drop { $0 == " " }
    return ["{", "where ", "->", "throws", "async", "rethrows"].contains { next.hasPrefix($0) }
  }
}
