extension CharacterEncoding {
  /// What a name of the wild means; nil for one that is not known.
  ///
  /// Source: the IANA registry of character sets and, where it gives a name to less than what is
  /// written under it, the Encoding Standard.
  init?(label: String) {
    guard label.utf8.count <= 60 else { return nil }
    // `ISO_8859-1:1987`, `iso8859_1` and `"ISO-8859-1"` are one.
    let key = label.lowercased().prefix { $0 != ":" }.filter { $0.isASCII && $0.isAlphanumeric }
    let plain = key.hasPrefix("x") ? String(key.dropFirst()) : key
    guard
      let found = Self.named[key] ?? Self.named[plain] ?? Self.iso8859(plain)
        ?? Self.codePage(plain)
    else { return nil }
    self = found
  }

  /// The parts of ISO 8859, `iso88592`.
  private static func iso8859(_ key: String) -> CharacterEncoding? {
    guard let name = ["iso8859", "8859", "iso8859part"].first(where: key.hasPrefix),
      let part = Int(key.dropFirst(name.count))
    else { return nil }
    switch part {
    case 1: return .windows1252
    case 9: return .converter("CP1254")
    case 11: return .converter("CP874")
    case 2...8, 10, 13...16: return .converter("ISO-8859-\(part)")
    default: return nil
    }
  }

  /// The code pages of Windows and DOS, `windows1251`, `cp850`.
  private static func codePage(_ key: String) -> CharacterEncoding? {
    guard let name = ["windows", "win", "cp", "ibm", "msdos", "ms"].first(where: key.hasPrefix),
      let page = Int(key.dropFirst(name.count))
    else { return nil }
    switch page {
    case 1252: return .windows1252
    case 65001: return .utf8
    case 936, 54936: return .converter("GB18030")
    case 932: return .converter("CP932")
    case 950: return .converter("BIG5-HKSCS")
    case 949: return .converter("CP949")
    case 437, 737, 775, 850, 852, 855, 857, 858, 860...866, 869, 874, 1125, 1250...1258:
      return .converter("CP\(page)")
    default: return nil
    }
  }

  private static let named: [String: CharacterEncoding] = {
    var table: [String: CharacterEncoding] = [:]
    for (encoding, keys) in names {
      for key in keys.split(separator: " ") { table[String(key)] = encoding }
    }
    return table
  }()

  private static let names: [(CharacterEncoding, String)] = [
    (.utf8, "utf8 unicode11utf8 unicode20utf8 utf8mb4 utf8mb3 csutf8"),
    (.ascii, "usascii ascii ansix341968 ansix341986 iso646us us iso646irv1991 646 csascii"),
    (.windows1252, "latin1 l1 csisolatin1 isoir100 ansi"),
    (.utf16, "utf16 unicode ucs2 iso10646ucs2 csunicode"),
    (.utf16BigEndian, "utf16be unicodefffe"),
    (.utf16LittleEndian, "utf16le unicodefeff"),
    (.utf32, "utf32 ucs4 iso10646ucs4"),
    (.utf32BigEndian, "utf32be"),
    (.utf32LittleEndian, "utf32le"),
    (
      .iso2022JP,
      "iso2022jp csiso2022jp iso2022jp1 iso2022jp2 iso2022jp3 iso2022jpms cp50220 "
        + "cp50221 jis"
    ),
    (.converter("CP932"), "shiftjis sjis csshiftjis mskanji shiftjismswin windows31j cswindows31j"),
    (.converter("EUC-JP-MS"), "eucjp eucjpms cseucpkdfmtjapanese ujis"),
    (
      .converter("GB18030"),
      "gb18030 gbk gb2312 gb231280 csgb2312 csgb231280 euccn chinese isoir58 "
        + "csiso58gb231280"
    ),
    (.converter("BIG5-HKSCS"), "big5 csbig5 big5hkscs cnbig5 big5eten"),
    (.converter("EUC-TW"), "euctw"),
    (
      .converter("CP949"),
      "euckr cseuckr ksc56011987 ksc56011989 ksc5601 korean uhc isoir149 csksc56011987"
    ),
    (.converter("KOI8-R"), "koi8r koi8 koi cskoi8r"),
    (.converter("KOI8-U"), "koi8u koi8ru"),
    (.converter("CP874"), "tis620 tis6202533 thai dos874"),
    (.converter("UTF-7"), "utf7 unicode11utf7 unicode20utf7 csunicode11utf7"),
    (.converter("ISO-8859-2"), "latin2 l2 csisolatin2 isoir101"),
    (.converter("ISO-8859-3"), "latin3 l3 csisolatin3 isoir109"),
    (.converter("ISO-8859-4"), "latin4 l4 csisolatin4 isoir110"),
    (.converter("ISO-8859-5"), "cyrillic csisolatincyrillic isoir144"),
    (
      .converter("ISO-8859-6"),
      "arabic csisolatinarabic isoir127 asmo708 ecma114 iso88596e iso88596i"
    ),
    (.converter("ISO-8859-7"), "greek greek8 csisolatingreek isoir126 ecma118 elot928"),
    (
      .converter("ISO-8859-8"),
      "hebrew csisolatinhebrew isoir138 iso88598i iso88598e visual logical"
    ),
    (.converter("CP1254"), "latin5 l5 csisolatin5 isoir148 turkish"),
    (.converter("ISO-8859-10"), "latin6 l6 csisolatin6 isoir157"),
    (.converter("ISO-8859-15"), "latin9 latin0 csisolatin9 l9"),
    (.converter("ISO-8859-16"), "latin10 l10"),
    (.converter("MACINTOSH"), "macintosh mac macroman csmacintosh"),
    (.converter("MAC-CYRILLIC"), "maccyrillic macukrainian"),
    (.converter("VISCII"), "viscii csviscii"),
    (.converter("TCVN5712-1"), "tcvn tcvn5712 viettcvn5712"),
    (.converter("JOHAB"), "johab ksc56011992"),
  ]
}

extension Character {
  fileprivate var isAlphanumeric: Bool { isLetter || isNumber }
}
