import Correspondence
import Yams

/// A mapping of the configuration file that knows where it stands and which keys it may have.
///
/// Scalars are taken as text: only the reader of a key knows what it should be, and YAML's own
/// guesses turn a postal code into a number and a country into a truth value.
struct YAMLMapping {
  /// One key with its value and its place in the file, both counted from 1.
  struct Entry {
    let key: String
    let value: Node
    let line: Int
    let column: Int
  }

  let file: String
  let entries: [Entry]

  /// Reads a mapping whose keys are all known.
  ///
  /// - Throws: `CommandFailure` with the place of what is no mapping, no known key, or a key twice.
  init(_ node: Node, file: String, name: String, keys: [String]) throws {
    guard let mapping = node.mapping else {
      throw Self.failure(file, node, "'\(name)' should have keys of its own, one a line")
    }
    self.file = file
    entries = mapping.map { key, value in
      Entry(
        key: key.scalar?.string ?? "?",
        value: value,
        line: key.mark?.line ?? 1,
        column: key.mark?.column ?? 1
      )
    }
    for entry in entries where !keys.isEmpty && !keys.contains(entry.key) {
      throw failure(
        entry,
        "unknown key '\(entry.key)' in \(name)",
        hint: Similarity.closest(to: entry.key, among: keys).map { "did you mean '\($0)'?" }
          ?? "known keys are \(keys.joined(separator: ", "))"
      )
    }
  }

  subscript(key: String) -> Entry? {
    entries.first { $0.key == key }
  }

  /// The text of a key, or nil when it is absent or null.
  func text(_ key: String) throws -> String? {
    guard let entry = self[key] else { return nil }
    guard let scalar = entry.value.scalar else {
      throw failure(entry, "'\(key)' should be one value")
    }
    return entry.value.isNull ? nil : scalar.string
  }

  /// The whole number of a key within a range, or nil when it is absent.
  func number(_ key: String, in range: ClosedRange<Int>) throws -> Int? {
    guard let text = try text(key), let entry = self[key] else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw failure(
        entry,
        "'\(key)' is '\(text)'",
        hint: "write a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return number
  }

  /// The text of a key read as something else; `form` is what it should look like, for the hint.
  func value<Value>(_ key: String, form: String, read: (String) -> Value?) throws -> Value? {
    guard let text = try text(key), let entry = self[key] else { return nil }
    guard let value = read(text) else {
      throw failure(entry, "'\(key)' is '\(text)'", hint: "write it like \(form)")
    }
    return value
  }

  /// The mapping below a key, or nil when it is absent.
  func mapping(_ key: String, keys: [String]) throws -> YAMLMapping? {
    guard let entry = self[key], !entry.value.isNull else { return nil }
    return try YAMLMapping(entry.value, file: file, name: "'\(key)'", keys: keys)
  }

  /// An error at the place of one of the entries.
  func failure(_ entry: Entry, _ message: String, hint: String? = nil) -> CommandFailure {
    CommandFailure(
      .configuration,
      "\(file):\(entry.line):\(entry.column): \(message)",
      hints: hint.map { [$0] } ?? []
    )
  }

  private static func failure(_ file: String, _ node: Node, _ message: String) -> CommandFailure {
    CommandFailure(
      .configuration,
      "\(file):\(node.mark?.line ?? 1):\(node.mark?.column ?? 1): \(message)"
    )
  }
}

extension Node {
  /// Whether the value is left out, in one of YAML's ways to write that.
  fileprivate var isNull: Bool {
    guard let scalar else { return false }
    return scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}
