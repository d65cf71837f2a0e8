internal import CLibcrypto
internal import Synchronization

/// The digest by which a changed byte is noticed.
///
/// Source: FIPS 180-4.
struct SHA256 {
  private let octets: SIMD32<UInt8>

  /// The digest of the pieces, one after the other.
  init(_ pieces: [ArraySlice<UInt8>]) {
    self.init { context in for piece in pieces { context.update(piece) } }
  }

  /// The digest of bytes.
  init(_ bytes: ArraySlice<UInt8>) {
    self.init { $0.update(bytes) }
  }

  private init(_ body: (DigestContext) -> Void) {
    let context = Self.spare.take()
    defer { Self.spare.put(context) }
    context.begin()
    body(context)
    octets = context.digest()
  }

  /// All 64 hexadecimal digits.
  var hexadecimal: String {
    String(unsafeUninitializedCapacity: 64) { text in
      for place in 0..<64 { text[place] = self[place] }
      return 64
    }
  }

  /// A hexadecimal digit, counted from 0 to 63.
  subscript(place: Int) -> UInt8 {
    let octet = octets[place / 2]
    let value = place % 2 == 0 ? octet >> 4 : octet & 15
    return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  private static let spare = SpareContexts()
}

/// What OpenSSL computes a digest in; one at a time.
private struct DigestContext: @unchecked Sendable {
  // Only one thread has it, until it is put back.
  let pointer = EVP_MD_CTX_new()

  init() { Self.check(EVP_DigestInit_ex(pointer, Self.algorithm, nil)) }

  // Without an algorithm it is the one that the context has, and nothing is set up anew.
  func begin() { Self.check(EVP_DigestInit_ex(pointer, nil, nil)) }

  func update(_ bytes: ArraySlice<UInt8>) {
    Self.check(bytes.withUnsafeBytes { EVP_DigestUpdate(pointer, $0.baseAddress, $0.count) })
  }

  func digest() -> SIMD32<UInt8> {
    var octets = SIMD32<UInt8>()
    let code = withUnsafeMutableBytes(of: &octets) { bytes in
      EVP_DigestFinal_ex(pointer, bytes.assumingMemoryBound(to: UInt8.self).baseAddress, nil)
    }
    Self.check(code)
    return octets
  }

  /// Looked up once, since that takes longer than the digest of a line; it never changes.
  ///
  /// In a library context of its own, since the machine's configuration of OpenSSL may leave the
  /// usual one without any digest.
  ///
  /// Source: OSSL_PROVIDER-default(7).
  private nonisolated(unsafe) static let algorithm: OpaquePointer? = {
    let context = OSSL_LIB_CTX_new()
    guard OSSL_PROVIDER_load(context, "default") != nil else {
      return EVP_MD_fetch(nil, "SHA256", nil)
    }
    return EVP_MD_fetch(context, "SHA256", nil)
  }()

  /// Nothing can be promised with a digest that was not computed.
  private static func check(_ code: Int32) {
    precondition(code == 1, "libcrypto computes no SHA-256 on this machine")
  }
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
