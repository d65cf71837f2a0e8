internal import BigInt

extension Value: Hashable {
  /// Whether both are the same for a template: `1 == 1.0`, text by its bytes, no matter of order for
  /// the names of an object.
  public static func == (first: Value, second: Value) -> Bool {
    switch (first, second) {
    case (.nil, .nil): true
    case (.bool(let one), .bool(let other)): one == other
    case (.integer(let one), .integer(let other)): one == other
    case (.bigInteger(let one), .bigInteger(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    // To the last digit: numbers that are only near one another are not the same.
    case (.integer(let one), .number(let other)), (.number(let other), .integer(let one)):
      Int(exactly: other) == one
    case (.bigInteger(let one), .number(let other)), (.number(let other), .bigInteger(let one)):
      BigInt(exactly: other) == one
    case (.string(let one), .string(let other)): one.hasSameBytes(as: other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    case (.range(let one, let two), .range(let three, let four)): one == three && two == four
    default: false
    }
  }

  /// Hashes what makes two values the same.
  public func hash(into hasher: inout Hasher) {
    switch self {
    case .nil: hasher.combine(0)
    case .bool(let truth): hasher.combine(truth)
    // A whole number and the same with a fraction of nothing are equal.
    case .integer(let number): hasher.combine(number)
    case .bigInteger(let number): hasher.combine(number)
    case .number(let number):
      if let whole = Int(exactly: number) {
        hasher.combine(whole)
      } else if let whole = BigInt(exactly: number) {
        hasher.combine(whole)
      } else {
        hasher.combine(number)
      }
    case .string(let text): text.withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    case .array(let items): hasher.combine(items)
    case .object(let object): hasher.combine(object.hashOfEntries)
    case .range(let first, let last):
      hasher.combine(first)
      hasher.combine(last)
    }
  }
}

extension Value.Object: Equatable {
  /// Whether both have the same names with the same values, in any order.
  public static func == (first: Self, second: Self) -> Bool {
    first.count == second.count && first.entries.allSatisfy { second[$0.key] == $0.value }
  }

  /// The same in whatever order the names stand.
  fileprivate var hashOfEntries: Int {
    entries.reduce(0) { all, entry in
      var hasher = Hasher()
      hasher.combine(entry.key)
      hasher.combine(entry.value)
      return all ^ hasher.finalize()
    }
  }
}
