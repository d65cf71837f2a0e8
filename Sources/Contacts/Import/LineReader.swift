/// Takes text apart at LF, CRLF and CR.
struct LineReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private var number = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    self.position = bytes.startIndex
  }

  /// The next line without its end, and its number, the first being 1; nil at the end.
  mutating func next() -> (bytes: ArraySlice<UInt8>, number: Int)? {
    guard position < bytes.endIndex else { return nil }
    number += 1
    let start = position
    var end = start
    while end < bytes.endIndex, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    position = end + 1
    if end + 1 < bytes.endIndex, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { position += 1 }
    return (bytes[start..<end], number)
  }
}
