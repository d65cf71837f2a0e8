/// One whole response of an IMAP server.
///
/// Source: RFC 9051 §9, `response`.
enum IMAPResponse: Equatable {
  /// `OK`, `NO`, `BAD`, `BYE` or `PREAUTH`; without a tag it is about no command.
  case status(IMAPStatus, tag: String?)
  /// `* 23 EXISTS`, `* LIST (…) "/" Sent`: the name in upper case, the number before it, what follows.
  case data(String, number: UInt32?, [IMAPValue])
  /// `+ go on`.
  case continuation(String)
}

/// How a command ended, or what the server has to say.
struct IMAPStatus: Equatable {
  enum Kind: String {
    case ok = "OK"
    case no = "NO"
    case bad = "BAD"
    case bye = "BYE"
    case preauth = "PREAUTH"
  }

  let kind: Kind
  /// What stands in brackets: `APPENDUID 1699 5`; empty where there is nothing.
  let code: String
  /// For people; without control characters.
  let text: String

  /// The first word of the code in upper case; nil where there is none.
  var codeName: String? {
    code.split(separator: " ").first.map { $0.uppercased() }
  }

  /// The server's words with their code.
  var words: String {
    code.isEmpty ? text : "[\(code)] \(text)"
  }
}

/// One value of a response's data.
enum IMAPValue: Equatable {
  case atom(String)
  case string([UInt8])
  case list([IMAPValue])
  /// `NIL`.
  case null

  /// An atom or a string as text.
  var text: String? {
    switch self {
    case .atom(let text): text
    case .string(let bytes): String(decoding: bytes, as: UTF8.self)
    case .list, .null: nil
    }
  }

  /// The values of a list; none for anything else.
  var values: [IMAPValue] {
    if case .list(let values) = self { values } else { [] }
  }

  /// A number of 1 to 4294967295.
  var number: UInt32? {
    if case .atom(let text) = self { UInt32(text).flatMap { $0 > 0 ? $0 : nil } } else { nil }
  }
}
