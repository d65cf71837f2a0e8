/// Tells apart runs that may stand in two letters from those that stand in one alone, as almost all
/// do: these need no place in a ``RunTable``, which would not fit into the processor's cache.
///
/// It errs on one side: a run that stands twice is always met again, and of the others few are.
///
/// Source: Cleary, "Compact hash tables using bidirectional linear probing", 1984, for cells that
/// have what is left of a hash when their place is taken from it.
struct RunSieve {
  /// What is left of a digest at its place or, where others have that, soon behind it; 0 is free.
  private var cells: [UInt8]
  /// How many of a digest's bits tell no place.
  private let shift: UInt32

  /// Set in every cell that is not free.
  private static let taken: UInt8 = 2
  /// Set where the run of a cell was met again.
  private static let met: UInt8 = 1
  /// How many places are looked at for one digest.
  private static let probes = 16

  /// A sieve for so many runs.
  init(runs: Int) {
    let bits = min(32, max(6, Int.bitWidth - (runs * 2).leadingZeroBitCount))
    cells = [UInt8](repeating: 0, count: 1 << bits)
    shift = UInt32(32 - bits)
  }

  /// Puts the runs of a letter in that is looked at; a digest of 0 is none.
  mutating func put(_ digests: [UInt32]) {
    let shift = shift
    let first = firstCells(of: digests)
    cells.withUnsafeMutableBufferPointer { cells in
      for (index, digest) in digests.enumerated() where digest != 0 {
        let own = Int(digest >> shift)
        // It may have been taken since by another of the letter's.
        let isFree = first[index] == 0 && cells[own] == 0
        let found = isFree ? own : Self.place(of: digest, shift, in: UnsafeBufferPointer(cells))
        guard let place = found else { continue }
        cells[place] = cells[place] == 0 ? Self.cell(of: digest) : cells[place] | Self.met
      }
    }
  }

  /// What is at the places that the digests tell.
  ///
  /// Nothing else is done meanwhile, so that the memory is waited for once for many of them.
  private func firstCells(of digests: [UInt32]) -> [UInt8] {
    cells.withUnsafeBufferPointer { cells in digests.map { cells[Int($0 >> shift)] } }
  }

  /// Meets a run of a letter that is only compared with.
  mutating func meet(_ digest: UInt32) {
    let place = cells.withUnsafeBufferPointer { Self.place(of: digest, shift, in: $0) }
    if let place, cells[place] != 0 { cells[place] |= Self.met }
  }

  /// Whether each of some runs that were put in, or one that looks like it, was put in or met again.
  func areMetAgain(_ digests: [UInt32]) -> [Bool] {
    let first = firstCells(of: digests)
    return cells.withUnsafeBufferPointer { cells in
      zip(digests, first).map { digest, first in
        if first & ~Self.met == Self.cell(of: digest) { return first & Self.met != 0 }
        // What found no place may stand anywhere.
        guard let place = Self.place(of: digest, shift, in: cells) else { return true }
        return cells[place] & Self.met != 0
      }
    }
  }

  /// Where a digest is, or the free place that it would have; nil where all are taken by others.
  private static func place(
    of digest: UInt32,
    _ shift: UInt32,
    in cells: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    let cell = cell(of: digest)
    var place = Int(digest >> shift)
    for _ in 0..<probes {
      if cells[place] == 0 || cells[place] & ~met == cell { return place }
      place = (place &+ 1) & (cells.count &- 1)
    }
    return nil
  }

  /// The six bits of a digest above its lowest one, which is always set.
  private static func cell(of digest: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: digest >> 1) << 2 | taken
  }
}
