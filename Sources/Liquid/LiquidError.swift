/// Something wrong with a template, and where.
///
/// Never holds a value that the template was rendered with.
public struct LiquidError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The template's name, as its caller gave it: a path, so that editors jump there.
  public let template: String
  /// Counted from 1.
  public let line: Int
  /// Counted in characters from 1.
  public let column: Int
  /// How many characters of the line it is about, at least 1.
  public let length: Int
  /// The line of the template.
  public let lineText: String
  /// What is wrong, in lower case and without a final period.
  public let message: String
  /// What was probably meant, or what to do.
  public let hint: String?

  init(_ span: SourceSpan, _ message: String, hint: String? = nil) {
    template = span.source.name
    (line, column, lineText) = span.place
    length = max(1, min(span.characterCount, lineText.count - column + 1))
    self.message = message
    self.hint = hint
  }

  /// `path:line:column: message`.
  public var description: String { "\(template):\(line):\(column): \(message)" }

  /// The line with its number, and carets below what it is about.
  public var excerpt: [String] {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 3 - number.count))
    let blank = String(repeating: " ", count: max(3, number.count))
    let gap = String(repeating: " ", count: column - 1)
    return [
      "\(margin)\(number) | \(lineText)",
      "\(blank) | \(gap)\(String(repeating: "^", count: length))",
    ]
  }
}

/// All that is wrong with a template, in its order; at least one.
public struct LiquidErrors: Error, Sendable, CustomStringConvertible {
  /// The errors, the first of the template first.
  public let errors: [LiquidError]

  /// One line an error.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
