#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A converter of the C library from one charset to UTF-8.
///
/// Only the names of `CharacterEncoding` are ever asked for: a mail cannot choose among the
/// hundreds of converters that a library brings, not all of which withstand hostile input.
///
/// Source: POSIX.1-2024, iconv(3).
struct CharsetConverter: ~Copyable {
  private let descriptor: iconv_t

  /// Opens a converter; nil where the system has none of this name.
  init?(from name: String) {
    guard let descriptor = iconv_open("UTF-8", name), descriptor != iconv_t(bitPattern: -1) else {
      return nil
    }
    self.descriptor = descriptor
  }

  deinit {
    iconv_close(descriptor)
  }

  /// The octets in UTF-8, U+FFFD for each that is malformed, and the index of the first of those.
  func utf8(_ bytes: ArraySlice<UInt8>) -> (bytes: [UInt8], malformed: Int?) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 2)
    var malformed: Int?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let (count, isMalformed) = convert(bytes[index...], to: &result)
      index += count
      if isMalformed, index < bytes.endIndex {
        malformed = malformed ?? index
        result += [0xEF, 0xBF, 0xBD]
        index += 1
      }
    }
    flush(to: &result)
    return (result, malformed)
  }

  /// Converts up to the room of one chunk.
  ///
  /// - Returns: How many octets were taken, and whether the next one cannot be.
  private func convert(
    _ bytes: ArraySlice<UInt8>,
    to result: inout [UInt8]
  ) -> (count: Int, isMalformed: Bool) {
    bytes.withUnsafeBytes { source in
      withUnsafeTemporaryAllocation(of: CChar.self, capacity: Self.chunk) { target in
        // The C interface takes a pointer to what it only reads.
        var input = UnsafeMutablePointer(
          mutating: source.baseAddress?.assumingMemoryBound(to: CChar.self)
        )
        var (inputLeft, output, outputLeft) = (source.count, target.baseAddress, target.count)
        let status = iconv(descriptor, &input, &inputLeft, &output, &outputLeft)
        let isFull = status == -1 && errno == E2BIG
        let written = UnsafeRawBufferPointer(target).prefix(target.count - outputLeft)
        result += written
        // A converter that neither takes nor gives anything would be asked for ever.
        let isStuck = isFull && inputLeft == source.count && written.isEmpty
        return (source.count - inputLeft, status == -1 && (!isFull || isStuck))
      }
    }
  }

  /// Takes what a converter held back, since a mark could still have joined it.
  private func flush(to result: inout [UInt8]) {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { target in
      var (output, outputLeft) = (target.baseAddress, target.count)
      guard iconv(descriptor, nil, nil, &output, &outputLeft) != -1 else { return }
      result += UnsafeRawBufferPointer(target).prefix(target.count - outputLeft)
    }
  }

  private static let chunk = 16_384
}
