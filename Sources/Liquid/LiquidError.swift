/// Something wrong with a template, and where.
///
/// Never holds a value that the template was rendered with.
public struct LiquidError: Error, Hashable, Sendable, CustomStringConvertible {
  // One reference, so that throwing and not throwing cost the same.
  private let details: Details

  private final class Details: Hashable, Sendable {
    let template: String
    let line: Int
    let column: Int
    let length: Int
    let lineText: String
    let message: String
    let hint: String?

    init(_ span: SourceSpan, _ message: String, _ hint: String?) {
      template = span.template
      let place = span.place
      (line, column, lineText) = place
      length = span.length
      self.message = message
      self.hint = hint
    }

    static func == (first: Details, second: Details) -> Bool {
      first.template == second.template && first.line == second.line
        && first.column == second.column && first.message == second.message
        && first.hint == second.hint
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(line)
      hasher.combine(column)
      hasher.combine(message)
    }
  }

  /// Says what is wrong with a piece of a template.
  ///
  /// - Parameters:
  ///   - span: The piece.
  ///   - message: What is wrong, in lower case and without a final period; never a value that the
  ///     template was rendered with.
  ///   - hint: What was probably meant, or what to do.
  public init(_ span: SourceSpan, _ message: String, hint: String? = nil) {
    details = Details(span, message, hint)
  }

  /// The template's name, as its caller gave it: a path, so that editors jump there.
  public var template: String { details.template }
  /// Counted from 1.
  public var line: Int { details.line }
  /// Counted in characters from 1.
  public var column: Int { details.column }
  /// How many characters of the line it is about, at least 1.
  public var length: Int { details.length }
  /// The line of the template.
  public var lineText: String { details.lineText }
  /// What is wrong, in lower case and without a final period.
  public var message: String { details.message }
  /// What was probably meant, or what to do.
  public var hint: String? { details.hint }

  /// `path:line:column: message`.
  public var description: String { "\(template):\(line):\(column): \(message)" }

  /// The line with its number, and carets below what it is about; of a long line the part around it.
  public var excerpt: [String] {
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 3 - number.count))
    let blank = String(repeating: " ", count: max(3, number.count))
    let (text, before) = shown
    // A tab stays a tab, so that the carets stand below what they mean.
    let gap = text.prefix(before).map { $0 == "\t" ? "\t" : " " }.joined()
    let carets = String(repeating: "^", count: max(1, min(length, text.count - before)))
    return ["\(margin)\(number) | \(text)", "\(blank) | \(gap)\(carets)"]
  }

  /// What fits of the line, and how many characters of it stand before what is wrong.
  private var shown: (text: String, before: Int) {
    let width = 100
    guard lineText.count > width else { return (lineText, column - 1) }
    let start = max(0, min(column - 1 - width / 2, lineText.count - width))
    let rest = lineText.dropFirst(start)
    let end = rest.count > width ? "…" : ""
    return ((start > 0 ? "…" : "") + rest.prefix(width) + end, column - 1 - start + min(start, 1))
  }
}

/// All that is wrong with a template, in its order; at least one.
public struct LiquidErrors: Error, Sendable, CustomStringConvertible {
  /// The errors, the first of the template first.
  public let errors: [LiquidError]

  /// Puts errors in their order; those of each snippet stand together.
  public init(_ errors: [LiquidError]) {
    // Those of the template itself stand together, and so do those of each snippet.
    let order = errors.reduce(into: [String]()) { names, error in
      if !names.contains(error.template) { names.append(error.template) }
    }
    self.errors = errors.enumerated().sorted { one, other in
      let first = (order.firstIndex(of: one.element.template) ?? 0, one.element.line)
      let second = (order.firstIndex(of: other.element.template) ?? 0, other.element.line)
      return first == second
        ? (one.element.column, one.offset) < (other.element.column, other.offset)
        : first < second
    }.map(\.element)
  }

  /// One line an error.
  public var description: String { errors.map(\.description).joined(separator: "\n") }
}
