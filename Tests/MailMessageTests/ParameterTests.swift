import MailMessage
import Testing

/// Parameters of a field, as the standard has them and as programs write them.
@Suite struct ParameterTests {
  /// A disposition and the file's name.
  static let names: [(String, String?)] = [
    ("attachment; filename=a.pdf", "a.pdf"),
    ("attachment; filename=\"a b.pdf\"", "a b.pdf"),
    ("attachment; FileName = \"a.pdf\" ; size=5", "a.pdf"),
    ("attachment; filename=\"a;b=\\\"c\\\".pdf\"", "a;b=\"c\".pdf"),
    ("attachment; filename=\"C:\\dir\\a.pdf\"", "C:\\dir\\a.pdf"),
    ("attachment; filename=a b (1).pdf", "a b (1).pdf"),
    ("attachment (to keep); filename=a.pdf", "a.pdf"),
    ("attachment; filename=\"a.pdf", "a.pdf"),
    ("attachment; filename=a.pdf; filename=b.pdf", "a.pdf"),
    ("filename=a.pdf", "a.pdf"),
    ("attachment", nil),
    ("attachment; filename", nil),
    ("attachment; =a.pdf", nil),
    // RFC 2231 §3, §4.
    ("attachment; filename*=utf-8'en'caf%C3%A9.pdf", "café.pdf"),
    ("attachment; filename*=iso-8859-1''caf%e9.pdf", "café.pdf"),
    ("attachment; filename*0=one; filename*1=\" two\"", "one two"),
    ("attachment; filename*1=two; filename*0=one", "onetwo"),
    ("attachment; filename*0*=utf-8''%E2%82; filename*1*=%AC; filename*2=\"%20\"", "€%20"),
    ("attachment; filename=a.pdf; filename*=utf-8''%C3%A9.pdf", "é.pdf"),
    ("attachment; filename*=klingon''%C3%A9.pdf", "é.pdf"),
    ("attachment; filename*=%C3%A9.pdf", "é.pdf"),
    ("attachment; filename*=utf-8''100%.pdf", "100%.pdf"),
    ("attachment; filename*99999999999999999999=a", "a"),
    // RFC 2047 has no place in a parameter, but is there.
    ("attachment; filename=\"=?utf-8?q?caf=C3=A9?=.pdf\"", "café.pdf"),
    ("attachment; filename==?utf-8?b?w6k=?=", "é"),
    ("attachment; filename=\"=?utf-8?q?caf?= =?utf-8?q?=C3=A9?=\"", "café"),
  ]

  @Test(arguments: names)
  func `a file has the name that its sender gave it`(disposition: String, name: String?) {
    let message = Message(Array("Content-Disposition: \(disposition)\n\n".utf8))
    #expect(message.root.fileName == name)
  }

  @Test func `a file without a disposition has the name of its type`() {
    let message = Message(Array("Content-Type: a/b; name*=utf-8''%C3%A9\n\n".utf8))
    #expect(message.root.fileName == "é")
  }

  /// A field, its type, its charset.
  static let types: [(String, String, String?)] = [
    ("text/plain", "text/plain", nil),
    (" Text / HTML ;Charset = \"UTF-8\" (Unicode)", "text/html", "UTF-8"),
    ("text/plain;;; charset=a;", "text/plain", "a"),
    ("text/plain; x=\"a;charset=b\"; charset=c", "text/plain", "c"),
    ("(a) text/html (b) ; charset=(c) d", "text/html", "d"),
    ("text", "text/plain", nil),
    ("text/", "text/plain", nil),
    ("a/b/c", "text/plain", nil),
    ("", "text/plain", nil),
  ]

  @Test(arguments: types)
  func `a type is read`(field: String, type: String, charset: String?) {
    #expect(ContentType(field).mediaType == type)
    #expect(ContentType(field).parameters["charset"] == charset)
  }
}
