/// What people type for a domain as what it means: lower case, usual width, composed.
///
/// Source: UTS #46 §4 steps 1 and 2, nontransitional.
enum DomainMapping {
  /// The domain in its one form.
  static func mapped(_ domain: String) throws(DomainError) -> String {
    var mapped = String.UnicodeScalarView()
    for scalar in domain.unicodeScalars { try append(scalar, to: &mapped) }
    let composed = CanonicalComposition.composed(String(mapped))
    try checkMarks(composed)
    return composed
  }

  /// Refuses a further accent on a letter that has its own: no language writes that, and the
  /// letter would have to be taken apart to tell the one form of both.
  private static func checkMarks(_ text: String) throws(DomainError) {
    var starter: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let rank = scalar.properties.canonicalCombiningClass.rawValue
      if rank >= 200, let starter, CanonicalComposition.isComposite(starter) {
        throw .misplaced(scalar)
      }
      if rank == 0 { starter = scalar }
    }
  }

  private static func append(
    _ scalar: Unicode.Scalar,
    to mapped: inout String.UnicodeScalarView
  ) throws(DomainError) {
    switch scalar {
    case "a"..."z", "0"..."9", "-", ".": mapped.append(scalar)
    case "A"..."Z": mapped.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
    // The full stops of East Asian keyboards part labels too.
    case "\u{3002}", "\u{FF0E}", "\u{FF61}": mapped.append(".")
    // What UTS #46 calls deviations stays as it is.
    case "ß", "ς", "\u{200C}", "\u{200D}": mapped.append(scalar)
    case "\u{FF01}"..."\u{FF5E}": try append(narrow(scalar), to: &mapped)
    case _ where scalar.properties.isVariationSelector || scalar == "\u{34F}": break
    case _ where !scalar.properties.changesWhenNFKCCaseFolded:
      guard isAllowed(scalar) else { throw .disallowed(scalar) }
      mapped.append(scalar)
    default:
      guard let letters = wide(scalar) ?? expansions[scalar] ?? folded(scalar) else {
        throw .disallowed(scalar)
      }
      mapped.append(contentsOf: letters.unicodeScalars)
    }
  }

  private static func narrow(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
  }

  /// The small form of a letter, the one form of a letter that is encoded twice; nil for others.
  private static func folded(_ scalar: Unicode.Scalar) -> String? {
    let properties = scalar.properties
    return [properties.lowercaseMapping, properties.uppercaseMapping, String(scalar)].lazy
      .map(CanonicalComposition.composed)
      .first { text in
        text.unicodeScalars.allSatisfy { !$0.properties.changesWhenNFKCCaseFolded || $0 == "ß" }
      }
  }

  /// Letters, digits, marks and symbols.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default:
      // ASCII beyond letters, digits and hyphens, what is composed of it, and characters that only
      // describe others.
      scalar.value >= 0x80 && !"≠≮≯".unicodeScalars.contains(scalar)
        && !(0x2FF0...0x2FFF).contains(scalar.value) && !(0xFFF0...0xFFFF).contains(scalar.value)
        && !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Katakana of half width in their usual one.
  private static func wide(_ scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\u{FF65}": return "\u{30FB}"
    case "\u{FF9E}": return "\u{3099}"
    case "\u{FF9F}": return "\u{309A}"
    case "\u{FF66}"..."\u{FF9D}": return String(katakana[Int(scalar.value - 0xFF66)])
    default: return nil
    }
  }

  private static let katakana = Array(
    "ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン"
      .unicodeScalars
  )

  /// Letters that living scripts write as one and the DNS knows as two, and a few old forms.
  private static let expansions: [Unicode.Scalar: String] = [
    "ĳ": "ij", "Ĳ": "ij", "ŀ": "l·", "Ŀ": "l·", "ŉ": "ʼn", "ſ": "s", "µ": "μ", "ª": "a",
    "º": "o", "\u{345}": "ι", "¹": "1", "²": "2", "³": "3", "ǆ": "dž", "ǅ": "dž", "Ǆ": "dž",
    "ǉ": "lj",
    "ǈ": "lj", "Ǉ": "lj", "ǌ": "nj", "ǋ": "nj", "Ǌ": "nj", "և": "եւ", "\u{E33}": "\u{E4D}\u{E32}",
    "\u{EB3}": "\u{ECD}\u{EB2}", "\u{EDC}": "\u{EAB}\u{E99}", "\u{EDD}": "\u{EAB}\u{EA1}",
    "\u{958}": "\u{915}\u{93C}", "\u{959}": "\u{916}\u{93C}", "\u{95A}": "\u{917}\u{93C}",
    "\u{95B}": "\u{91C}\u{93C}", "\u{95C}": "\u{921}\u{93C}", "\u{95D}": "\u{922}\u{93C}",
    "\u{95E}": "\u{92B}\u{93C}", "\u{95F}": "\u{92F}\u{93C}", "\u{9DC}": "\u{9A1}\u{9BC}",
    "\u{9DD}": "\u{9A2}\u{9BC}", "\u{9DF}": "\u{9AF}\u{9BC}", "\u{A33}": "\u{A32}\u{A3C}",
    "\u{A36}": "\u{A38}\u{A3C}", "\u{A59}": "\u{A16}\u{A3C}", "\u{A5A}": "\u{A17}\u{A3C}",
    "\u{A5B}": "\u{A1C}\u{A3C}", "\u{A5E}": "\u{A2B}\u{A3C}", "\u{B5C}": "\u{B21}\u{B3C}",
    "\u{B5D}": "\u{B22}\u{B3C}", "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl",
  ]
}
