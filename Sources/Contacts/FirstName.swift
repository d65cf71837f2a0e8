/// Finds in a full name the word by which a person is addressed.
///
/// Nothing is better than a guess that offends: `Mrs Olsen`, `A. Park`, `info@example.org` and two
/// people with different family names have no first name.
enum FirstName {
  private static let titles: Set<String> = [
    "dr", "drs", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lady",
    "lord",
    "rev", "reverend", "hon", "capt", "captain", "col", "lt", "sgt", "maj", "gen", "judge", "rabbi",
    "herr", "frau", "dipl-ing", "dipl", "ing", "mag", "med", "phil", "jur", "nat", "rer", "hc",
    "habil",
    "mme", "mlle", "monsieur", "madame", "señor", "señora", "sr", "sra", "srta", "don", "doña",
    "dott", "dottoressa", "ir", "doc", "mudr", "engr",
  ]
  private static let suffixes: Set<String> = [
    "phd", "md", "dds", "dvm", "esq", "jr", "sr", "ii", "iii", "iv", "mba", "pmp", "cpa", "cfa",
    "rn",
    "msc", "bsc", "ma", "ba", "jd", "llm", "pe", "obe", "mbe", "shrm-cp", "pe", "msw", "edd", "eng",
  ]
  private static let conjunctions: Set<String> = [
    "and", "&", "+", "und", "et", "y", "e", "og", "och", "en",
  ]

  /// Languages, also of names in Latin letters, in which the family's name stands first.
  private static let familyFirst: Set<String> = ["hu", "vi"]

  /// The first name in a full name; nil where there is none to be sure of.
  ///
  /// - Parameters:
  ///   - name: The name as it is written: `Dr. Ada Park`, `Park, Ada`, `田中 太郎`.
  ///   - language: A tag of BCP 47, which may say where the family's name stands.
  /// - Returns: The word or words to say, as they are written but for names in capitals alone.
  static func derive(from name: String, language: String? = nil) -> String? {
    // Octets are looked through faster than characters.
    guard !name.utf8.contains(UInt8(ascii: "@")) || !name.contains("@") else { return nil }
    if let nickname = nickname(in: name) { return nickname }
    let code = language.map { String($0.lowercased().prefix { $0.isLetter }) } ?? ""
    let isFamilyFirst = familyFirst.contains(code) && !name.contains(",")
    var words = words(of: givenPart(of: name))
    let hadTitle = words.first.map(isTitle) ?? false
    while let first = words.first, isTitle(first) { words.removeFirst() }
    while words.count > 1, let last = words.last, isSuffix(last) { words.removeLast() }
    let isReversed = name.contains(",") && givenPart(of: name) != name
    guard let first = words.first, !(hadTitle && words.count == 1 && !isReversed) else {
      return nil
    }
    if words.contains(where: { conjunctions.contains($0.lowercased()) }) { return couple(words) }
    if words.count > 1, isFamilyFirst || first.unicodeScalars.contains(where: isEastAsian) {
      return words.last { !isInitial($0) }.map { cased($0, among: words) }
    }
    return words.count == 1 ? single(first, in: name) : spoken(words)
  }

  /// `Ada` in `Park, Ada`, but all of `Ada Park, PhD`.
  private static func givenPart(of name: String) -> String {
    guard name.utf8.contains(UInt8(ascii: ",")) else { return name }
    let parts = name.split(separator: ",", omittingEmptySubsequences: false)
    guard parts.count >= 2 else { return name }
    let given = words(of: String(parts[1]))
    if given.isEmpty || given.allSatisfy(isSuffix) { return String(parts[0]) }
    // "Park, Ada" has one family name or a few small words before the comma.
    return parts[0].split(separator: " ").count <= 3 ? String(parts[1]) : String(parts[0])
  }

  private static func words(of text: String) -> [String] {
    // Most names are of ASCII, whose octets are split faster than characters.
    let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    let words =
      isASCII
      ? text.utf8.split { $0 == 0x20 || (0x09...0x0D).contains($0) }.map { String(Substring($0)) }
      : text.split(whereSeparator: \.isWhitespace).map(String.init)
    return
      words
      .filter { $0.contains(where: \.isLetter) || conjunctions.contains($0) }
  }

  /// The first word that is not an initial, the family name aside: `J. Robert Park` is Robert.
  private static func spoken(_ words: [String]) -> String? {
    words.dropLast().first { !isInitial($0) }.map { cased($0, among: words) }
  }

  private static func single(_ word: String, in name: String) -> String? {
    isInitial(word) ? nil : cased(word, among: [word])
  }

  /// `Jean and Bob Olsen` are Jean and Bob; `Jean Olsen and Bob Park` are not sure.
  private static func couple(_ words: [String]) -> String? {
    guard words.count >= 3, conjunctions.contains(words[1].lowercased()), !isInitial(words[0]),
      !isInitial(words[2]), !isTitle(words[2]),
      !words.dropFirst(2).contains(where: { conjunctions.contains($0.lowercased()) })
    else { return nil }
    return words[0...2].joined(separator: " ")
  }

  /// `Bill` in `William "Bill" Harmon` and `William (Bill) Harmon`.
  private static func nickname(in name: String) -> String? {
    // Most names have none, and octets are looked through faster than characters.
    guard name.utf8.contains(where: { $0 >= 0x80 || "\"(".utf8.contains($0) }) else { return nil }
    let pairs: [(open: Character, close: Character)] = [("\"", "\""), ("“", "”"), ("(", ")")]
    for pair in pairs {
      guard let open = name.firstIndex(of: pair.open), open > name.startIndex else { continue }
      let rest = name[name.index(after: open)...]
      guard let close = rest.firstIndex(of: pair.close) else { continue }
      // Words after it: else it is a remark, `Ada Park (she/her)` or `Ada Park (Acme)`.
      let hasFamilyName = rest[close...].dropFirst().contains(where: \.isLetter)
      let inside = rest[..<close]
      if hasFamilyName, !inside.isEmpty, inside.allSatisfy(\.isLetter) { return String(inside) }
    }
    return nil
  }

  private static func cased(_ word: String, among words: [String]) -> String {
    let isShouted = words.allSatisfy { $0 == $0.uppercased() } && word != word.lowercased()
    guard isShouted, word.count > 2 else { return word }
    return word.prefix(1) + word.dropFirst().lowercased()
  }

  private static func isTitle(_ word: String) -> Bool {
    titles.contains(bare(word))
  }

  private static func isSuffix(_ word: String) -> Bool {
    suffixes.contains(bare(word))
  }

  private static func bare(_ word: String) -> String {
    let word = word.lowercased()
    guard word.utf8.contains(where: { ".,".utf8.contains($0) }) else { return word }
    return word.filter { $0 != "." && $0 != "," }
  }

  private static func isInitial(_ word: String) -> Bool {
    let letters = word.filter(\.isLetter)
    let isLetterful = letters.unicodeScalars.contains(where: isEastAsian)
    return !isLetterful && (letters.count == 1 || (word.hasSuffix(".") && letters.count <= 2))
  }

  /// Whether a name is written in a script whose families come first.
  static func isEastAsian(_ name: String) -> Bool {
    name.unicodeScalars.contains(where: isEastAsian)
  }

  private static func isEastAsian(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

extension FirstName {
  private static let companyWords: Set<String> = [
    "inc", "llc", "ltd", "llp", "plc", "gmbh", "ag", "kg", "ohg", "ug", "co", "corp", "sa", "sarl",
    "sas", "spa", "srl", "bv", "nv", "ab", "as", "aps", "oy", "kft", "pty", "company",
  ]

  /// `Tom Becker` for `Becker, Tom`; nil for a text that is not surely turned round, such as
  /// `Tom Becker, MBA`, `Acme, Inc.` and two names.
  static func straightened(_ name: String) -> String? {
    let parts = name.split(separator: ",", omittingEmptySubsequences: false).map {
      PlainText.singleLine(String($0))
    }
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      !name.contains(where: { $0.isNumber || "@&/()\"".contains($0) })
    else { return nil }
    let (family, given) = (words(of: parts[0]), words(of: parts[1]))
    guard (1...3).contains(family.count), (1...3).contains(given.count),
      !given.allSatisfy(isSuffix), !given.contains(where: { companyWords.contains(bare($0)) }),
      !(family + given).contains(where: { conjunctions.contains($0.lowercased()) }),
      family.count == 1 || family[0] == family[0].lowercased()
    else { return nil }
    return isEastAsian(parts[0]) ? "\(parts[0]) \(parts[1])" : "\(parts[1]) \(parts[0])"
  }

  /// What is left of a full name without titles and the first name: `Nair` of `Dr. Priya Nair PhD`.
  static func familyName(in name: String, besides first: String) -> String {
    if first.isEmpty { return name }
    var rest = words(of: name.replacing(",", with: " "))
    while let word = rest.first, isTitle(word) { rest.removeFirst() }
    while rest.count > 1, let word = rest.last, isSuffix(word) { rest.removeLast() }
    for word in words(of: first) + (derive(from: name).map(words) ?? []) where rest.count > 0 {
      let isSame = { (other: String) in
        other.filter { !"\"“”()".contains($0) }.lowercased() == word.lowercased()
      }
      if let index = rest.firstIndex(where: isSame) { rest.remove(at: index) }
    }
    return rest.joined(separator: " ")
  }

  /// The `first_name:` that a source's own given names ask for.
  ///
  /// It is `Mary Ann` for Mary Ann Smith, and nil where the full name says as much.
  static func override(givenNames: String, fullName: String) -> String? {
    let words = words(of: givenNames).filter { !isTitle($0) && !isInitial($0) }
    let given = words.joined(separator: " ")
    guard !given.isEmpty, given.lowercased() != derive(from: fullName)?.lowercased() else {
      return nil
    }
    return given
  }
}
