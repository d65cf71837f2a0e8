#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The lines of octets one by one, whether they end in LF or CRLF.
struct LineReader {
  /// A line: where its content is, without the line end, and where the next one begins.
  struct Line {
    let content: Range<Int>
    let end: Int
  }

  private let bytes: ArraySlice<UInt8>
  /// Where the next line begins.
  private(set) var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The next line; nil behind the last octet.
  mutating func next() -> Line? {
    guard position < bytes.endIndex else { return nil }
    let start = position
    let feed = bytes.firstLineFeed(from: start)
    position = feed.map { $0 + 1 } ?? bytes.endIndex
    var end = feed ?? bytes.endIndex
    if end > start, bytes[end - 1] == 0x0D { end -= 1 }
    return Line(content: start..<end, end: position)
  }
}

extension ArraySlice<UInt8> {
  /// The index of the first LF at or behind a place.
  package func firstLineFeed(from start: Int) -> Int? {
    withUnsafeBufferPointer { buffer in
      buffer.firstLineFeed(from: start - startIndex).map { startIndex + $0 }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The index of the first LF at or behind a place.
  package func firstLineFeed(from start: Int) -> Int? {
    guard start < count, start >= 0, let base = UnsafeRawPointer(baseAddress),
      let found = memchr(base + start, 0x0A, count - start)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// Whether all octets are of ASCII; looked at without a branch, so that it is several at a time.
  var isASCII: Bool { reduce(0) { $0 | $1 } < 0x80 }

  /// Whether an octet of a line is a control character other than a tab.
  ///
  /// All octets are looked at without a branch, so that it is several at a time.
  var hasControl: Bool {
    var found: UInt8 = 0
    for octet in self {
      found |= (octet < 0x20 ? 1 : 0) & (octet == 0x09 ? 0 : 1) | (octet == 0x7F ? 1 : 0)
    }
    return found != 0
  }
}
