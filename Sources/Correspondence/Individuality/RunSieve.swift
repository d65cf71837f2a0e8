/// Tells apart runs that may stand in two letters from those that stand in one alone, as almost all
/// do: these need no place in a ``RunTable``, which would not fit into the processor's cache.
///
/// It errs on one side: a run that stands twice is always met again, and of the others few are.
struct RunSieve {
  /// Two bits for each of many places: whether a run was put there, and whether another was met.
  private var cells: [UInt64]
  /// How many of a digest's bits tell no place.
  private let shift: UInt32

  /// A sieve for so many runs.
  init(runs: Int) {
    let bits = min(32, max(6, Int.bitWidth - (runs * 8).leadingZeroBitCount))
    cells = [UInt64](repeating: 0, count: 1 << (bits - 5))
    shift = UInt32(32 - bits)
  }

  /// Puts the runs of a letter in that is looked at; a digest of 0 is none.
  mutating func put(_ digests: [UInt32]) {
    let shift = shift
    // Nothing else is done meanwhile, so that the memory is waited for once for many of them.
    cells.withUnsafeMutableBufferPointer { cells in
      for digest in digests where digest != 0 {
        let (word, bit) = Self.cell(digest >> shift)
        cells[word] |= (1 | (cells[word] >> bit & 1) << 1) << bit
      }
    }
  }

  /// Meets a run of a letter that is only compared with.
  mutating func meet(_ digest: UInt32) {
    let (word, bit) = Self.cell(digest >> shift)
    cells[word] |= (cells[word] >> bit & 1) << (bit + 1)
  }

  /// Whether each of some runs that were put in, or one in its place, was put in or met again.
  func areMetAgain(_ digests: [UInt32]) -> [Bool] {
    cells.withUnsafeBufferPointer { cells in
      digests.map { digest in
        let (word, bit) = Self.cell(digest >> shift)
        return cells[word] >> (bit + 1) & 1 != 0
      }
    }
  }

  private static func cell(_ place: UInt32) -> (word: Int, bit: UInt64) {
    (Int(place >> 5), UInt64(place & 31) &* 2)
  }
}
