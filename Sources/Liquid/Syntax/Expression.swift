/// Something that has a value when a template is rendered.
public indirect enum Expression: Sendable {
  case literal(Value)
  case blank
  case empty
  case path(Path)
  case range(Expression, Expression)
  /// A value with filters applied to it, one after the other.
  case filtered(Expression, [FilterUse])
  case comparison(Expression, Operator, Expression, SourceSpan)
  case and(Expression, Expression)
  case or(Expression, Expression)

  /// A variable and the way into it.
  public struct Path: Sendable {
    let root: String
    let segments: [Segment]
    let span: SourceSpan

    enum Segment: Sendable {
      case key(String, SourceSpan)
      case index(Expression, SourceSpan)
    }
  }

  /// A filter as it stands in the template.
  public struct FilterUse: Sendable {
    let name: String
    let arguments: [Expression]
    let named: [(name: String, value: Expression)]
    let filter: Environment.Filter
    let span: SourceSpan
  }

  /// How two values are compared.
  public enum Operator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case alsoNotEqual = "<>"
    case less = "<"
    case greater = ">"
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case contains
  }
}
