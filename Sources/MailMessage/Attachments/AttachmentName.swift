/// File names that mean the same on every system, and nothing else.
///
/// Source: RFC 2183 §2.3.
enum AttachmentName {
  /// The longest name in octets, so that it fits into any file system with a number added.
  private static let limit = 200
  /// The longest ending that is kept when a name is cut.
  private static let longestEnding = 20

  /// The last part of a path without what has a meaning of its own somewhere: separators, controls
  /// and marks that turn text around, wildcards, dots and blanks at the ends, and names of devices.
  static func sanitized(_ path: String) -> String {
    let last = path.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last
    var name = String.UnicodeScalarView()
    for scalar in last ?? "".unicodeScalars[...] {
      if isBlank(scalar) {
        name.append(" ")
      } else if !isInvisible(scalar) {
        name.append(reserved.contains(scalar) ? "_" : scalar)
      }
    }
    let trimmed = trimmed(name)
    guard !trimmed.isEmpty else { return "attachment" }
    let stem = trimmed.prefix { $0 != "." }.lowercased()
    return shortened(devices.contains(stem) ? "_" + trimmed : trimmed)
  }

  /// The name for those who read ASCII alone; an underscore stands for each other character.
  static func inASCII(_ name: String) -> String {
    guard !name.utf8.allSatisfy({ $0 < 0x80 }) else { return name }
    let (stem, ending) = parts(of: name)
    let ascii = String(stem.map { $0.isASCII ? $0 : "_" })
    let isTelling = ascii.contains { $0.isLetter || $0.isNumber }
    let asciiEnding = String(ending.map { $0.isASCII ? $0 : "_" })
    return (isTelling ? ascii : "attachment") + asciiEnding
  }

  private static let reserved: Set<Unicode.Scalar> = [":", "*", "?", "\"", "<", ">", "|"]

  private static let devices: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] }
  )

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .spaceSeparator || scalar == "\t" || scalar == "\n"
  }

  /// Marks that nobody sees; joiners stay, since scripts need them.
  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned: true
    case .format: scalar != "\u{200C}" && scalar != "\u{200D}" && !isTag(scalar)
    default: false
    }
  }

  /// The letters within the emoji of some flags.
  private static func isTag(_ scalar: Unicode.Scalar) -> Bool {
    (0xE0020...0xE007F).contains(scalar.value)
  }

  private static func trimmed(_ name: String.UnicodeScalarView) -> String {
    // A mark after a blank is one character with it, and still a blank at an end.
    var name = name.drop { $0 == "." || $0 == " " }
    while name.last == "." || name.last == " " { name.removeLast() }
    return String(name)
  }

  /// The name within the limit, its ending kept.
  private static func shortened(_ name: String) -> String {
    guard name.utf8.count > limit else { return name }
    var (stem, ending) = parts(of: name)
    if ending.utf8.count > longestEnding { (stem, ending) = (name[...], "") }
    var short = String.UnicodeScalarView()
    var room = limit - ending.utf8.count
    for character in stem {
      room -= character.utf8.count
      guard room >= 0 else { break }
      short.append(contentsOf: character.unicodeScalars)
    }
    return trimmed(short) + ending
  }

  private static func parts(of name: String) -> (stem: Substring, ending: Substring) {
    guard let dot = name.lastIndex(of: "."), dot > name.startIndex else { return (name[...], "") }
    return (name[..<dot], name[dot...])
  }
}
