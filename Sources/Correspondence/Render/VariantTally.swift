internal import Synchronization

/// How often each turn of phrase stands in the letters of a month, so that all come into use alike.
package final class VariantTally: Sendable {
  private let counts = Mutex<[Used.Variant: Int]>([:])

  package init() {}

  /// Takes in what a letter says.
  package func add(_ used: Used) {
    guard !used.variants.isEmpty else { return }
    counts.withLock { counts in
      for variant in used.variants { counts[variant, default: 0] += 1 }
    }
  }

  /// The first of those that are used least.
  func leastUsed(of variants: [Used.Variant]) -> Used.Variant? {
    counts.withLock { counts in
      variants.min { counts[$0, default: 0] < counts[$1, default: 0] }
    }
  }
}
