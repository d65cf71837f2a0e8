internal import CLibcrypto
internal import Synchronization

/// The digest by which a changed byte is noticed.
///
/// Source: FIPS 180-4.
enum SHA256 {
  /// The digest of the pieces, one after the other, as 64 hexadecimal digits.
  static func hexadecimal(_ pieces: [ArraySlice<UInt8>]) -> String {
    String(decoding: digits(pieces), as: UTF8.self)
  }

  /// The digest of bytes as 64 hexadecimal digits.
  static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    hexadecimal([ArraySlice(bytes)])
  }

  /// The first hexadecimal digits, 64 at most and an even number, of the digest of the pieces, one
  /// after the other.
  static func digits(_ pieces: [ArraySlice<UInt8>], count: Int = 64) -> [UInt8] {
    let context = spare.take()
    defer { spare.put(context) }
    // Without an algorithm it is the one that the context has, and nothing is set up anew.
    EVP_DigestInit_ex(context.pointer, nil, nil)
    for piece in pieces {
      _ = piece.withUnsafeBytes { EVP_DigestUpdate(context.pointer, $0.baseAddress, $0.count) }
    }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
      EVP_DigestFinal_ex(context.pointer, digest.baseAddress, nil)
      return [UInt8](unsafeUninitializedCapacity: count) { text, written in
        for (place, byte) in digest.prefix(count / 2).enumerated() {
          text[2 * place] = digit(byte >> 4)
          text[2 * place + 1] = digit(byte & 15)
        }
        written = count
      }
    }
  }

  private static let spare = SpareContexts()

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }
}

/// What OpenSSL computes a digest in; one at a time.
private struct DigestContext: @unchecked Sendable {
  // Only one thread has it, until it is put back.
  let pointer = EVP_MD_CTX_new()

  init() { EVP_DigestInit_ex(pointer, Self.algorithm, nil) }

  /// Looked up once, since that takes longer than the digest of a line; it never changes.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)
}

/// Contexts that nobody uses at present: to make one takes longer than the digest of a line.
private final class SpareContexts: Sendable {
  private let contexts = Mutex<[DigestContext]>([])

  func take() -> DigestContext {
    contexts.withLock { $0.popLast() } ?? DigestContext()
  }

  func put(_ context: DigestContext) {
    contexts.withLock { $0.append(context) }
  }
}
