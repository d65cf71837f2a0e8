/// How a text travels over servers of which nothing is known yet.
///
/// Source: RFC 2045 §6.
enum TransferEncoding: String {
  case sevenBit = "7bit"
  case quotedPrintable = "quoted-printable"
  case base64 = "base64"
}
