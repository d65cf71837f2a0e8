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
    withUnsafeBytes { buffer in
      let skipped = start - startIndex
      guard skipped < buffer.count, skipped >= 0, let base = buffer.baseAddress,
        let found = memchr(base + skipped, 0x0A, buffer.count - skipped)
      else { return nil }
      return startIndex + (UnsafeRawPointer(found) - base)
    }
  }
}
