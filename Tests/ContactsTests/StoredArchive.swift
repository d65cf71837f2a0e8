/// Writes ZIP archives without compression.
///
/// Source: PKWARE's APPNOTE.TXT §4.3.
enum StoredArchive {
  static func bytes(_ files: [(path: String, content: [UInt8])]) -> [UInt8] {
    var bytes: [UInt8] = []
    var directory: [UInt8] = []
    for file in files {
      let name = Array(file.path.utf8)
      let offset = bytes.count
      let common =
        number(20, 2) + number(0x800, 2) + number(0, 6) + number(crc(file.content), 4)
        + number(file.content.count, 4) + number(file.content.count, 4) + number(name.count, 2)
        + number(0, 2)
      bytes += number(0x0403_4B50, 4) + common + name + file.content
      directory += number(0x0201_4B50, 4) + number(20, 2) + common
      directory += number(0, 10) + number(offset, 4) + name
    }
    let end = number(0x0605_4B50, 4) + number(0, 4) + number(files.count, 2)
    return bytes + directory + end + number(files.count, 2) + number(directory.count, 4)
      + number(bytes.count, 4) + number(0, 2)
  }

  private static func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1
    }
  }

  private static func crc(_ bytes: [UInt8]) -> Int {
    let crc = bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 255)] ^ $0 >> 8 }
    return Int(crc ^ .max)
  }
}
