/// The file in which a person keeps logins for many programs, `~/.netrc`.
///
/// Source: POSIX has none; the form is that of ftp(1) and curl(1).
struct Netrc: Sendable {
  private struct Entry {
    /// Nil for `default`, which serves every host.
    var machine: String?
    var login: String?
    var password: String?
  }

  private let entries: [Entry]

  /// Reads the file's text; words that are not understood are passed over.
  init(_ text: String) {
    var entries: [Entry] = []
    var words = Self.words(of: text)[...]
    while let word = words.popFirst() {
      switch word {
      case "machine": entries.append(Entry(machine: words.popFirst()?.lowercased()))
      case "default": entries.append(Entry())
      case "login" where !entries.isEmpty: entries[entries.count - 1].login = words.popFirst()
      case "password" where !entries.isEmpty: entries[entries.count - 1].password = words.popFirst()
      case "account": words = words.dropFirst()
      default: break
      }
    }
    self.entries = entries
  }

  /// The password of a user at a host, or nil when the file has none.
  func password(host: String, user: String) -> String? {
    entries.first {
      ($0.machine == nil || $0.machine == host.lowercased())
        && ($0.login == nil || $0.login == user) && $0.password != nil
    }?.password
  }

  /// The words of the file: white space parts them, quotes hold them together, and a `macdef` goes
  /// to the next blank line.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    var isMacro = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.allSatisfy(\.isWhitespace) { isMacro = false }
      if isMacro { continue }
      for word in self.words(ofLine: line) {
        if word == "macdef" {
          isMacro = true
          break
        }
        words.append(word)
      }
    }
    return words
  }

  private static func words(ofLine line: Substring) -> [String] {
    var words: [String] = []
    var rest = line.drop(while: \.isWhitespace)
    while let first = rest.first, first != "#" || words.last == "password" {
      if first == "\"" {
        words.append(quoted(&rest))
      } else {
        let word = rest.prefix { !$0.isWhitespace }
        words.append(String(word))
        rest = rest.dropFirst(word.count)
      }
      rest = rest.drop(while: \.isWhitespace)
    }
    return words
  }

  /// A word in quotes, in which a backslash keeps the next character.
  private static func quoted(_ rest: inout Substring) -> String {
    rest.removeFirst()
    var word = ""
    while let character = rest.popFirst(), character != "\"" {
      if character == "\\", let next = rest.popFirst() {
        word.append(next)
      } else {
        word.append(character)
      }
    }
    return word
  }
}
