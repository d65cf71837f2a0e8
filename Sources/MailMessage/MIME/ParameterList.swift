/// What stands behind the value of a field: `; name=value; name*0*=utf-8''...`.
///
/// Source: RFC 2045 §5.1, RFC 2231.
struct ParameterList {
  /// What stands before the first semicolon, without comments.
  private(set) var value = ""
  /// The parameters by their names in lower case; of a repeated one the first.
  private(set) var parameters: [String: String] = [:]

  /// The pieces of long or encoded parameters, by the parameter's name.
  private var sections: [String: [Section]] = [:]

  /// A piece of a parameter.
  ///
  /// Source: RFC 2231 §3, §4.
  private struct Section {
    let number: Int
    let isEncoded: Bool
    let octets: [UInt8]
  }

  /// Reads the value of a field; what is no parameter is passed over.
  init(_ text: String) {
    var tokenizer = ParameterTokenizer(text)
    while let piece = tokenizer.next() {
      if let name = piece.name {
        add(name, piece.value)
      } else if value.isEmpty {
        value = String(decoding: piece.value, as: UTF8.self)
      }
    }
    for (name, pieces) in sections { parameters[name] = Self.joined(pieces) }
  }

  /// The text without what stands in parentheses.
  static func withoutComments(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "(")) else { return text }
    return ParameterList(text).value
  }

  private mutating func add(_ name: String, _ octets: [UInt8]) {
    guard !name.isEmpty else { return }
    let parts = name.split(separator: "*", omittingEmptySubsequences: false)
    guard let base = parts.first, !base.isEmpty, parts.count > 1 else {
      guard parameters[name] == nil else { return }
      let text = String(decoding: octets, as: UTF8.self)
      // QUIRK: RFC 2047 §5 (3) has no encoded words in parameters; many programs write file names so.
      parameters[name] = name == "name" || name == "filename" ? EncodedWord.decode(text) : text
      return
    }
    let number = Int(parts[1]) ?? 0
    let isEncoded = parts.last?.isEmpty == true
    sections[String(base), default: []].append(
      Section(number: number, isEncoded: isEncoded, octets: octets)
    )
  }

  /// The pieces in the order of their numbers.
  private static func joined(_ sections: [Section]) -> String {
    // Of two pieces with one number the first counts.
    var seen: Set<Int> = []
    let ordered = sections.filter { seen.insert($0.number).inserted }
      .sorted { $0.number < $1.number }
    var charset: String?
    var octets: [UInt8] = []
    var encoded: [UInt8] = []
    for (index, section) in ordered.enumerated() {
      var rest = section.octets[...]
      if section.isEncoded, index == 0, let (name, text) = initial(rest) {
        charset = name
        rest = text
      }
      // Some programs part an escape.
      encoded += section.isEncoded ? rest : []
      guard !section.isEncoded else { continue }
      octets += percentDecoded(encoded[...]) + rest
      encoded = []
    }
    octets += percentDecoded(encoded[...])
    return Charset.read(octets[...], charset: charset).text
  }

  /// The charset and the text of `charset'language'text`.
  private static func initial(_ octets: ArraySlice<UInt8>) -> (String, ArraySlice<UInt8>)? {
    let quote = UInt8(ascii: "'")
    guard let first = octets.firstIndex(of: quote),
      let second = octets[(first + 1)...].firstIndex(of: quote)
    else { return nil }
    return (String(decoding: octets[..<first], as: UTF8.self), octets[(second + 1)...])
  }

  private static func percentDecoded(_ octets: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var index = octets.startIndex
    while index < octets.endIndex {
      if octets[index] == UInt8(ascii: "%"), index + 2 < octets.endIndex,
        let high = QuotedPrintable.hex(octets[index + 1]),
        let low = QuotedPrintable.hex(octets[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(octets[index])
        index += 1
      }
    }
    return result
  }
}
