/// What a template can see: the values of JSON, and ranges.
public indirect enum Value: Sendable, Hashable {
  /// Nothing.
  case `nil`
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([Value])
  /// Names and what they stand for, in their order.
  case object(Object)
  /// Whole numbers from one to another.
  case range(Int, Int)

  /// Names and what they stand for, in the order in which they were given.
  public struct Object: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// The names in their order.
    public private(set) var keys: [String] = []
    private var values: [String: Value] = [:]

    /// An object without names.
    public init() {}

    /// An object of names and values; of a name that is given twice the last counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
      for (key, value) in elements { self[key] = value }
    }

    /// What a name stands for; nil where there is no such name.
    public subscript(key: String) -> Value? {
      get { values[key] }
      set {
        if values[key] == nil, newValue != nil { keys.append(key) }
        if newValue == nil { keys.removeAll { $0 == key } }
        values[key] = newValue
      }
    }
  }
}

extension Value {
  /// Whether a condition takes the value for true: everything but nil and false.
  public var isTruthy: Bool { self != .nil && self != .bool(false) }

  /// Whether the value is nil, false, an empty list or object, or text of nothing but white space.
  public var isBlank: Bool {
    switch self {
    case .nil: true
    case .bool(let truth): !truth
    case .string(let text): text.allSatisfy(\.isWhitespace)
    case .array, .object: isEmpty
    case .integer, .number, .range: false
    }
  }

  /// Whether the value is a text, list or object without anything in it.
  public var isEmpty: Bool {
    switch self {
    case .string(let text): text.isEmpty
    case .array(let items): items.isEmpty
    case .object(let object): object.keys.isEmpty
    case .nil, .bool, .integer, .number, .range: false
    }
  }

  /// The value as a template prints it.
  public var text: String {
    switch self {
    case .nil: ""
    case .bool(let truth): truth ? "true" : "false"
    case .integer(let number): String(number)
    case .number(let number): Self.text(of: number)
    case .string(let text): text
    case .array(let items): items.map(\.text).joined()
    case .object(let object):
      "{" + object.keys.map { "\"\($0)\"=>\(object[$0]?.text ?? "")" }.joined(separator: ", ") + "}"
    case .range(let first, let last): "\(first)..\(last)"
    }
  }

  /// The value as a list: a range counted out, nil as nothing, everything else as its only item.
  public var items: [Value] {
    switch self {
    case .array(let items): items
    case .nil: []
    case .range(let first, let last): first <= last ? (first...last).map(Value.integer) : []
    case .object(let object): object.keys.map { .array([.string($0), object[$0] ?? .nil]) }
    case .bool, .integer, .number, .string: [self]
    }
  }

  private static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return "\(Int(number)).0" }
    return "\(number)"
  }

  /// The value as a number, text that is written as one included; nil for what is none.
  var numeric: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    case .string(let text): Double(text)
    case .nil, .bool, .array, .object, .range: nil
    }
  }
}
