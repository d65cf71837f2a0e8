/// A status code that says more than the three digits of a reply.
///
/// Source: RFC 3463 §2.
public struct EnhancedStatus: Hashable, Sendable, CustomStringConvertible {
  /// 2 for success, 4 for a failure that may pass, 5 for one that will not.
  public let statusClass: Int

  /// What the status is about, 0…999: 1 the address, 2 the mailbox, 7 security and so on.
  public let subject: Int

  /// What about it, 0…999.
  public let detail: Int

  /// Reads `5.1.1`; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "."),
      omittingEmptySubsequences: false
    )
    guard parts.count == 3 else { return nil }
    let numbers = parts.compactMap(Self.number)
    guard numbers.count == 3, [2, 4, 5].contains(numbers[0]) else { return nil }
    (statusClass, subject, detail) = (numbers[0], numbers[1], numbers[2])
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard (1...3).contains(digits.count) else { return nil }
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }

  /// The code as it is written, `5.1.1`.
  public var description: String { "\(statusClass).\(subject).\(detail)" }

  /// Whether the recipient's address is dead: it, its domain or its mailbox does not exist.
  public var saysAddressIsDead: Bool {
    statusClass == 5 && Self.deadAddresses.contains(subject * 1_000 + detail)
  }

  private static let deadAddresses: Set = [1_001, 1_002, 1_003, 1_006, 1_010, 2_001]
}
