extension MessageID {
  /// The identifiers in the value of a field; words and comments between them are passed over, and
  /// so is what could not be written.
  ///
  /// Source: RFC 5322 §3.6.4, §4.5.4.
  public static func list(in value: String) -> [MessageID] {
    let pieces = value.split(separator: "<").filter { $0.contains(">") }
    guard pieces.isEmpty else { return pieces.compactMap { identifier($0.prefix { $0 != ">" }) } }
    // QUIRK: RFC 5322 §3.6.4 wants angle brackets; programs leave them out.
    return value.split { $0 == " " || $0 == "\t" || $0 == "," }
      .filter { $0.contains("@") }.compactMap { identifier($0) }
  }

  /// An identifier without its angle brackets; programs fold within it, and leave a blank there.
  private static func identifier(_ text: Substring) -> MessageID? {
    do throws(HeaderError) {
      return try MessageID("<\(text.filter { $0 != " " && $0 != "\t" })>")
    } catch {
      // What could not be written again is of no use in an answer.
      return nil
    }
  }
}
