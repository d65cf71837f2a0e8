/// Takes apart what ``PackedWriter`` put together; bytes of any kind give values or an error.
struct PackedReader {
  /// The bytes are none that a writer put together.
  struct Damage: Error {}

  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// Goes on at another octet.
  mutating func move(to position: Int) {
    self.position = position
  }

  mutating func number() throws(Damage) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw Damage()
  }

  /// A number of octets or items, each of which takes at least one octet of what is left.
  mutating func count() throws(Damage) -> Int {
    let number = try number()
    guard number <= UInt64(bytes.count - position) else { throw Damage() }
    return Int(number)
  }

  mutating func signed() throws(Damage) -> Int {
    Int(Int64(bitPattern: try number()))
  }

  mutating func flag() throws(Damage) -> Bool {
    switch try number() {
    case 0: return false
    case 1: return true
    default: throw Damage()
    }
  }

  mutating func text() throws(Damage) -> String {
    let length = try count()
    defer { position += length }
    return String(decoding: bytes[position..<(position + length)], as: UTF8.self)
  }

  mutating func optional() throws(Damage) -> String? {
    try flag() ? try text() : nil
  }

  mutating func list<Item>(
    _ read: (inout PackedReader) throws(Damage) -> Item
  ) throws(Damage) -> [Item] {
    let count = try count()
    var items: [Item] = []
    items.reserveCapacity(count)
    for _ in 0..<count { items.append(try read(&self)) }
    return items
  }

  mutating func texts() throws(Damage) -> [String] {
    try list { reader throws(Damage) in try reader.text() }
  }

  /// Passes over what has its length before it; returns where it begins.
  mutating func skip() throws(Damage) -> Int {
    let length = try count()
    defer { position += length }
    return position
  }
}
