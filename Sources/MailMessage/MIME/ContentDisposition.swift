/// Whether a part is to be shown in its place or kept as a file.
///
/// Source: RFC 2183.
public struct ContentDisposition: Hashable, Sendable {
  /// The word in lower case, `inline` or `attachment`; empty where there is none.
  public let kind: String
  /// The parameters by their names in lower case, in their own script; of a repeated one the first.
  public let parameters: [String: String]

  /// Reads the value of a field.
  public init(_ value: String) {
    let list = ParameterList(value)
    kind = list.value.lowercased()
    parameters = list.parameters
  }

  /// Whether the part is to be kept as a file; a word that is not known counts as `attachment`, if
  /// there is a file's name.
  ///
  /// Source: RFC 2183 §2.8.
  public var isAttachment: Bool {
    kind == "attachment" || kind != "inline" && parameters["filename"] != nil
  }
}
