internal import Yams

/// Turns the YAML parser's lines and columns into bytes of the file.
///
/// The parser also begins a line at a lone CR, at NEL, U+2028 and U+2029, which no editor does;
/// so its line numbers are only good for finding the byte.
///
/// Source: YAML 1.1 §4.2.
struct MarkOffsets {
  private let bytes: ArraySlice<UInt8>
  private let lineStarts: [Int]

  init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    var starts = [bytes.startIndex]
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let length = Self.breakLength(in: bytes[index...])
      index += max(length, 1)
      if length > 0 { starts.append(index) }
    }
    self.lineStarts = starts
  }

  /// The byte of the file that a mark means; nil for no mark.
  func offset(of mark: Mark?) -> Int? {
    guard let mark, mark.line >= 1 else { return nil }
    guard mark.line <= lineStarts.count else { return bytes.endIndex }
    var offset = lineStarts[mark.line - 1]
    for _ in 1..<max(mark.column, 1) {
      guard offset < bytes.endIndex else { break }
      offset += 1
      while offset < bytes.endIndex, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
    }
    return offset
  }

  private static func breakLength(in bytes: ArraySlice<UInt8>) -> Int {
    switch bytes.first {
    case UInt8(ascii: "\n"): 1
    case UInt8(ascii: "\r"): bytes.dropFirst().first == UInt8(ascii: "\n") ? 2 : 1
    case 0xC2 where bytes.starts(with: [0xC2, 0x85]): 2
    case 0xE2 where bytes.starts(with: [0xE2, 0x80, 0xA8]): 3
    case 0xE2 where bytes.starts(with: [0xE2, 0x80, 0xA9]): 3
    default: 0
    }
  }
}
