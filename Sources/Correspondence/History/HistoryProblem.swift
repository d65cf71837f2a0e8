/// A line of `history.jsonl` that cannot be used, and where; the other lines are used.
package struct HistoryProblem: Error, Hashable, Sendable {
  /// The file as people see it, relative to the workspace.
  package let path: String
  /// The first is 1.
  package let line: Int
  package let condition: Condition

  /// What is wrong with the line.
  package enum Condition: Error, Hashable, Sendable {
    case tooLong(limit: Int)
    case notUTF8
    case malformedJSON
    case missingKey(String)
    case wrongValue(key: String)
    case unknownKind(String)
    /// The line was written by a later touchbase.
    case newerVersion(Int)
  }
}

extension HistoryProblem: CustomStringConvertible {
  /// `path:line: message`.
  package var description: String { "\(path):\(line): \(message)" }

  /// What is wrong and what to do, in lower case and without a final period.
  package var message: String {
    switch condition {
    case .tooLong(let limit): "the line is longer than \(limit / 1024) KiB; it is left out"
    case .notUTF8: "a byte that is not UTF-8; the line is left out"
    case .malformedJSON: "the line is not JSON; it is left out until it is mended or removed"
    case .missingKey(let key): "the line has no '\(key)'; it is left out"
    case .wrongValue(let key): "'\(key)' has an unusable value; the line is left out"
    case .unknownKind(let kind): "unknown kind '\(shown(kind))'; the line is left out"
    case .newerVersion(let version):
      "the line is of version \(version), which a later touchbase wrote: update this one"
    }
  }

  private func shown(_ text: String) -> String {
    String(text.unicodeScalars.prefix(40).map { $0.value < 32 ? "?" : Character($0) })
  }
}
