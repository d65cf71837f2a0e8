public import BigInt

/// What a template can see: the values of JSON, and ranges.
///
/// Whole numbers have no bounds; those beyond 64 bits are ``bigInteger(_:)``.
public enum Value: Sendable {
  /// Nothing.
  case `nil`
  /// True or false.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A whole number that needs more than 64 bits.
  indirect case bigInteger(BigInt)
  /// A number with a fraction.
  case number(Double)
  /// A text.
  case string(String)
  /// A list.
  case array([Value])
  /// Names and what they stand for, in their order.
  case object(Object)
  /// Whole numbers from one to another; empty where the second is less.
  case range(Int, Int)
}

extension Value {
  /// A whole number, in the case that its size needs.
  public init(_ number: BigInt) {
    self = Int(exactly: number).map(Value.integer) ?? .bigInteger(number)
  }

  /// Whether a condition takes the value for true: everything but nil and false.
  public var isTruthy: Bool {
    switch self {
    case .nil, .bool(false): false
    default: true
    }
  }

  /// Whether the value is nothing.
  public var isNil: Bool {
    if case .nil = self { true } else { false }
  }

  /// Whether the value is nil, false, an empty list or object, or text of nothing but white space.
  public var isBlank: Bool {
    switch self {
    case .nil: true
    case .bool(let truth): !truth
    case .string(let text): text.utf8.allSatisfy(ASCII.isSpace)
    case .array, .object: isEmpty
    case .range(let first, let last): last < first
    case .integer, .bigInteger, .number: false
    }
  }

  /// Whether the value is a text, list or object without anything in it.
  public var isEmpty: Bool {
    switch self {
    case .string(let text): text.isEmpty
    case .array(let items): items.isEmpty
    case .object(let object): object.isEmpty
    case .nil, .bool, .integer, .bigInteger, .number, .range: false
    }
  }

  /// Whether the value, written out, has no more than about so many octets.
  func isWritten(inOctets most: Int) -> Bool {
    var rest = most
    return takes(from: &rest)
  }

  /// About how many octets the value has, written out, counted up to a bound.
  func octets(upTo most: Int) -> Int {
    switch self {
    case .string(let text): return text.utf8.count
    case .array, .object:
      var rest = most
      _ = takes(from: &rest)
      return most - max(0, rest)
    case .nil, .bool, .integer, .bigInteger, .number, .range: return 0
    }
  }

  private func takes(from rest: inout Int) -> Bool {
    rest -= 4
    switch self {
    case .string(let text): rest -= text.utf8.count
    case .array(let items):
      for item in items where !item.takes(from: &rest) { return false }
    case .object(let object):
      for entry in object.entries {
        rest -= entry.key.text.utf8.count
        guard entry.value.takes(from: &rest) else { return false }
      }
    case .nil, .bool, .integer, .bigInteger, .number, .range: break
    }
    return rest >= 0
  }

  /// The number of whole numbers in a range, without an overflow.
  static func count(_ first: Int, _ last: Int) -> Int {
    guard last >= first else { return 0 }
    let (difference, isTooLong) = last.subtractingReportingOverflow(first)
    return isTooLong || difference == .max ? .max : difference + 1
  }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByFloatLiteral, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// True or false.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A number with a fraction.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A list.
  public init(arrayLiteral elements: Value...) { self = .array(elements) }
  /// An object as it is written in Swift.
  public init(dictionaryLiteral elements: (String, Value)...) { self = .object(Object(elements)) }
}
