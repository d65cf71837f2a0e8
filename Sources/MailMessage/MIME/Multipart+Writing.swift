extension Multipart {
  /// What several parts are to one another.
  ///
  /// Source: RFC 2046 §5.1.3, §5.1.4.
  enum Kind: String {
    /// A text and what goes with it.
    case mixed
    /// The same several times, the best last.
    case alternative
  }

  /// The lines that part the parts of one mail.
  ///
  /// They hold `=_`, which no encoded body can, and differ from all that stands in plain ones.
  struct Boundaries {
    private let stem: String

    /// Makes boundaries that follow from the seed and the bodies alone.
    init(of part: OutgoingPart, seed: some Sequence<UInt8>) {
      // What has one part has no boundary.
      let all = part.isMultipart ? part.plainBodies : []
      let bodies = all.filter { $0.contains(UInt8(ascii: "=")) }
      var hash = Self.hash(seed)
      while bodies.contains(where: { Self.stands(Self.stem(hash).utf8, in: $0) }) { hash &+= 1 }
      stem = Self.stem(hash)
    }

    subscript(kind: Kind) -> String {
      switch kind {
      case .mixed: "=_m_\(stem)"
      case .alternative: "=_a_\(stem)"
      }
    }

    private static func stem(_ hash: UInt64) -> String { String(hash, radix: 36) }

    /// Source: FNV-1a with 64 bits, draft-eastlake-fnv §4.
    private static func hash(_ seed: some Sequence<UInt8>) -> UInt64 {
      seed.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
    }

    private static func stands(_ word: String.UTF8View, in body: [UInt8]) -> Bool {
      guard let first = word.first else { return false }
      var rest = body[...]
      while let start = rest.firstIndex(of: first) {
        rest = rest[start...]
        if rest.starts(with: word) { return true }
        rest = rest.dropFirst()
      }
      return false
    }
  }
}
