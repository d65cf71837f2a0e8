/// Puts values together as bytes that ``PackedReader`` takes apart.
///
/// Numbers are LEB128, texts UTF-8 behind their length in octets.
///
/// Source: DWARF 5 §7.6 for LEB128.
struct PackedWriter {
  var bytes: [UInt8] = []

  mutating func number(_ value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func count(_ count: Int) {
    number(UInt64(count))
  }

  mutating func signed(_ value: Int) {
    number(UInt64(bitPattern: Int64(value)))
  }

  mutating func flag(_ flag: Bool) {
    bytes.append(flag ? 1 : 0)
  }

  mutating func text(_ text: String) {
    count(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Bytes behind their number.
  mutating func block(_ block: [UInt8]) {
    count(block.count)
    bytes += block
  }

  mutating func optional(_ text: String?) {
    flag(text != nil)
    if let text { self.text(text) }
  }

  mutating func list<Item>(_ items: [Item], _ write: (inout PackedWriter, Item) -> Void) {
    count(items.count)
    for item in items { write(&self, item) }
  }

  mutating func texts(_ texts: [String]) {
    list(texts) { $0.text($1) }
  }
}
