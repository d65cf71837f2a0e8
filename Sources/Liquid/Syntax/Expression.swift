/// A value with the filters behind it: `contact.city | upcase`.
public struct Expression: Sendable {
  let operand: Operand
  let filters: [FilterUse]
  /// Where it stands.
  public let span: SourceSpan
}

/// What a tag asks: values, comparisons, `and` and `or`.
public enum Condition: Sendable {
  case truth(Operand)
  case comparison(Compared)
  case joined(Joined)

  /// Two operands and what is between them.
  public final class Compared: Sendable {
    let left: Operand
    let sign: Comparison
    let right: Operand
    let span: SourceSpan

    init(_ left: Operand, _ sign: Comparison, _ right: Operand, _ span: SourceSpan) {
      self.left = left
      self.sign = sign
      self.right = right
      self.span = span
    }
  }

  /// Two conditions of which both, or one, have to hold.
  public final class Joined: Sendable {
    let left: Condition
    let isAnd: Bool
    let right: Condition

    init(_ left: Condition, isAnd: Bool, _ right: Condition) {
      self.left = left
      self.isAnd = isAnd
      self.right = right
    }
  }
}

/// Something that has a value when a template is rendered: written out, or a path to it.
public enum Operand: Sendable {
  case literal(Value)
  case path(Path)
  indirect case range(Operand, Operand, SourceSpan)
  case blank
  case empty

  /// A variable and the way into it.
  public final class Path: Sendable {
    let root: String
    /// Where the variable is kept while a template is rendered.
    let slot: Int
    let segments: [Segment]
    let span: SourceSpan
    let isLoop: Bool
    /// What a path such as `forloop.last` asks of the loop.
    let loopField: LoopField?

    init(root: String, slot: Int, segments: [Segment], span: SourceSpan) {
      self.root = root
      self.slot = slot
      self.segments = segments
      self.span = span
      isLoop = root == "forloop"
      loopField =
        isLoop && segments.count == 1 && segments[0].index == nil
        ? LoopField(rawValue: segments[0].name.text) : nil
    }

    /// A step of the way: a name, or a value between brackets.
    final class Segment: Sendable {
      let name: Value.Name
      let command: PathCommand?
      let index: Operand?
      let span: SourceSpan

      init(_ name: String, _ span: SourceSpan) {
        self.name = Value.Name(name)
        command = PathCommand(rawValue: name)
        index = nil
        self.span = span
      }

      init(_ index: Operand, _ span: SourceSpan) {
        name = Value.Name("")
        command = nil
        self.index = index
        self.span = span
      }
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
  /// The arguments where all of them are written out, as most are.
  let constants: [Value]?

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
    let values = arguments.compactMap { argument -> Value? in
      if case .literal(let value) = argument { value } else { nil }
    }
    constants = values.count == arguments.count ? values : nil
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
