/// One place where a house rule is broken.
struct Finding: Equatable, CustomStringConvertible {
  let path: String
  let line: Int
  let message: String

  var description: String { "\(path):\(line): \(message)" }
}

extension [Finding] {
  /// One finding a line, for the message of a failed expectation.
  var list: String { map(\.description).joined(separator: "\n") }
}
