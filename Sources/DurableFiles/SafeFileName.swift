/// File names made from the names of people.
package enum SafeFileName {
  /// The longest stem in octets; suffixes and a number still fit within 255.
  package static let limit = 100

  /// The stem for a name: `Ada Park` becomes `ada-park`.
  ///
  /// Letters and digits of all scripts are kept, in lower case and composed (NFC); everything else
  /// becomes one hyphen, so that no name can be a path, an option, a hidden file or a device.
  /// Never empty.
  package static func stem(for name: String) -> String {
    var stem = ""
    var isAfterHyphen = true
    for character in composed(name.lowercased()) {
      if isKept(character) {
        guard stem.utf8.count + character.utf8.count <= limit else { break }
        stem.append(character)
        isAfterHyphen = false
      } else if !isAfterHyphen, stem.utf8.count < limit {
        stem.append("-")
        isAfterHyphen = true
      }
    }
    while stem.last == "-" { stem.removeLast() }
    if stem.isEmpty { return "unnamed" }
    return devices.contains(stem) ? stem + "-" : stem
  }

  /// Names that some systems keep for devices, whatever follows a dot.
  private static let devices: Set<String> = Set(
    ["con", "prn", "aux", "nul"] + (0...9).flatMap { ["com\($0)", "lpt\($0)"] }
  )

  private static func isKept(_ character: Character) -> Bool {
    (character.isLetter || character.isNumber) && character.utf8.count <= 32
  }

  /// Swift compares strings by canonical equivalence but writes the scalars it was given; a file's
  /// name is bytes.
  private static func composed(_ text: String) -> String {
    var result = ""
    for character in text {
      result.append(singleScalars[character] ?? character)
    }
    return result
  }

  /// The precomposed letters of Latin, Greek, Cyrillic and Vietnamese by what they are equal to.
  private static let singleScalars: [Character: Character] = {
    var letters: [Character: Character] = [:]
    for range in [0xC0...0x24F, 0x370...0x3FF, 0x400...0x4FF, 0x1E00...0x1FFF] {
      for value in range {
        guard let scalar = Unicode.Scalar(UInt32(value)), scalar.properties.isAlphabetic else {
          continue
        }
        let character = Character(scalar)
        if letters[character] == nil { letters[character] = character }
      }
    }
    return letters
  }()
}
