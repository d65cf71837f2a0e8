/// Tells apart runs that may stand in two letters from those that stand in one alone, as almost all
/// do: these need no place in a ``RunTable``, which would not fit into the processor's cache.
///
/// It errs on one side: a run that stands twice is always said to, and of the others hardly any is.
struct RunSieve {
  /// A bit for each place that a digest tells; set where one stands that does so twice.
  private var flags: [UInt64]
  /// How many of a digest's bits tell no place.
  private let shift: UInt32

  /// Looks for the digests that stand more than once in some lists; a digest of 0 is none.
  init(_ lists: [[UInt32]]) {
    let lots = DigestLots(lists)
    let width = max(6, min(32, Self.width(of: lots.count * 2)))
    shift = UInt32(32 - width)
    flags = [UInt64](repeating: 0, count: 1 << (width - 6))
    var table: [UInt32] = []
    for number in lots.numbers { lots.eachRepeated(in: number, &table) { note($0) } }
  }

  /// Whether a digest stands more than once, or looks like one that does.
  func mayBeRepeated(_ digest: UInt32) -> Bool {
    let place = Int(digest >> shift)
    return flags[place >> 6] & 1 << UInt64(place & 63) != 0
  }

  private mutating func note(_ digest: UInt32) {
    let place = Int(digest >> shift)
    flags[place >> 6] |= 1 << UInt64(place & 63)
  }

  /// How many bits it takes to count that far.
  fileprivate static func width(of count: Int) -> Int { Int.bitWidth - count.leadingZeroBitCount }
}

/// Digests dealt out by their first bits: those of one lot are compared in a table that fits into the
/// cache, so that none of them waits for memory.
///
/// Source: Boncz, Manegold, Kersten, "Database architecture optimized for the new bottleneck: memory
/// access", 1999, for partitions by the bits of a hash.
private struct DigestLots {
  /// All digests, those of a lot in a row.
  private let digests: [UInt32]
  /// Where each lot begins, and where the last one ends.
  private let bounds: [Int]
  /// How many of its first bits tell a digest's lot.
  private let width: UInt32

  /// About so many are compared with one another.
  private static let size = 4096
  /// More lots at once would not fit into the cache themselves.
  private static let mostBits = 12

  init(_ lists: [[UInt32]]) {
    let most = lists.reduce(0) { $0 + $1.count }
    let width = UInt32(max(1, min(Self.mostBits, RunSieve.width(of: most / Self.size))))
    let bounds = Self.bounds(of: lists, width)
    self.width = width
    self.bounds = bounds
    digests = [UInt32](unsafeUninitializedCapacity: bounds[bounds.count - 1]) { target, count in
      count = bounds[bounds.count - 1]
      var ends = bounds
      ends.withUnsafeMutableBufferPointer { ends in
        for list in lists {
          for digest in list where digest != 0 {
            let lot = Int(digest &>> (32 &- width))
            target.initializeElement(at: ends[lot], to: digest)
            ends[lot] &+= 1
          }
        }
      }
    }
  }

  private static func bounds(of lists: [[UInt32]], _ width: UInt32) -> [Int] {
    var bounds = [Int](repeating: 0, count: 1 << Int(width) + 1)
    bounds.withUnsafeMutableBufferPointer { bounds in
      for list in lists {
        for digest in list where digest != 0 { bounds[Int(digest &>> (32 &- width)) + 1] &+= 1 }
      }
    }
    for lot in 1..<bounds.count { bounds[lot] += bounds[lot - 1] }
    return bounds
  }

  /// How many digests there are.
  var count: Int { digests.count }

  /// The numbers of the lots.
  var numbers: Range<Int> { 0..<bounds.count - 1 }

  /// Calls for each digest of a lot that was there before; the table is the one of the lot before it.
  func eachRepeated(in lot: Int, _ table: inout [UInt32], _ body: (UInt32) -> Void) {
    let range = bounds[lot]..<bounds[lot + 1]
    guard range.count > 1 else { return }
    let tableWidth = RunSieve.width(of: range.count * 2)
    Self.clear(&table, 1 << tableWidth)
    table.withUnsafeMutableBufferPointer { table in
      digests.withUnsafeBufferPointer { digests in
        for digest in UnsafeBufferPointer(rebasing: digests[range]) {
          // The bits behind those that all of the lot have.
          var place = Int((digest << width) >> UInt32(32 - tableWidth))
          while table[place] != 0, table[place] != digest {
            place = (place + 1) & (table.count - 1)
          }
          if table[place] == digest { body(digest) }
          table[place] = digest
        }
      }
    }
  }

  private static func clear(_ table: inout [UInt32], _ count: Int) {
    if table.count == count {
      for place in table.indices { table[place] = 0 }
    } else {
      table = [UInt32](repeating: 0, count: count)
    }
  }
}
