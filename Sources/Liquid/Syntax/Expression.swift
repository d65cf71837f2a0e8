/// A value with the filters behind it: `contact.city | upcase`.
public struct Expression: Sendable {
  let operand: Operand
  let filters: [FilterUse]
  /// Where it stands.
  public let span: SourceSpan
}

/// What a tag asks: values, comparisons, `and` and `or`.
public indirect enum Condition: Sendable {
  case truth(Operand)
  case comparison(Operand, Comparison, Operand, SourceSpan)
  case and(Condition, Condition)
  case or(Condition, Condition)
}

/// Something that has a value when a template is rendered: written out, or a path to it.
public indirect enum Operand: Sendable {
  case literal(Value)
  case path(Path)
  case range(Operand, Operand, SourceSpan)
  case blank
  case empty

  /// A variable and the way into it.
  public final class Path: Sendable {
    let root: String
    /// Where the variable is kept while a template is rendered.
    let slot: Int
    let segments: [Segment]
    let span: SourceSpan
    /// What a path such as `forloop.last` asks of the loop.
    let loopField: LoopField?

    init(root: String, slot: Int, segments: [Segment], span: SourceSpan) {
      self.root = root
      self.slot = slot
      self.segments = segments
      self.span = span
      if root == "forloop", segments.count == 1, case .key(let key, _, _) = segments[0] {
        loopField = LoopField(rawValue: key.text)
      } else {
        loopField = nil
      }
    }

    enum Segment: Sendable {
      case key(Value.Name, PathCommand?, SourceSpan)
      case index(Operand, SourceSpan)
    }
  }
}

/// A filter as it stands in a template.
final class FilterUse: Sendable {
  let name: String
  let arguments: [Operand]
  let named: [(name: String, value: Operand)]
  let entry: Environment.FilterEntry
  let span: SourceSpan

  init(
    _ name: String,
    _ arguments: [Operand],
    _ named: [(name: String, value: Operand)],
    _ entry: Environment.FilterEntry,
    _ span: SourceSpan
  ) {
    self.name = name
    self.arguments = arguments
    self.named = named
    self.entry = entry
    self.span = span
  }
}

/// How two values are compared.
public enum Comparison: String, Sendable {
  case equal = "=="
  case notEqual = "!="
  case alsoNotEqual = "<>"
  case less = "<"
  case greater = ">"
  case lessOrEqual = "<="
  case greaterOrEqual = ">="
  case contains
}

/// A name that a tag gives to a value while its body is rendered.
public struct Variable: Sendable {
  /// The name.
  public let name: String
  let slot: Int
}
