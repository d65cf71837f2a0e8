internal import CLibcrypto

/// The digest by which a changed byte is noticed.
///
/// Source: FIPS 180-4.
enum SHA256 {
  /// The digest of the pieces, one after the other, as 64 hexadecimal digits.
  static func hexadecimal(_ pieces: [ArraySlice<UInt8>]) -> String {
    let context = EVP_MD_CTX_new()
    defer { EVP_MD_CTX_free(context) }
    EVP_DigestInit_ex(context, algorithm, nil)
    for piece in pieces {
      _ = piece.withUnsafeBytes { EVP_DigestUpdate(context, $0.baseAddress, $0.count) }
    }
    var digest = [UInt8](repeating: 0, count: 32)
    EVP_DigestFinal_ex(context, &digest, nil)
    var text: [UInt8] = []
    text.reserveCapacity(64)
    for byte in digest {
      text.append(digit(byte >> 4))
      text.append(digit(byte & 15))
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Looked up once, since that takes longer than the digest of a line; it never changes.
  private nonisolated(unsafe) static let algorithm = EVP_MD_fetch(nil, "SHA256", nil)

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") - 10 + value
  }

  /// The digest of bytes as 64 hexadecimal digits.
  static func hexadecimal(_ bytes: some Collection<UInt8>) -> String {
    hexadecimal([ArraySlice(bytes)])
  }
}
