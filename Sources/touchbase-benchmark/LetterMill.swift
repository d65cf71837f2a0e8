#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Makes people and drafts of letters to them, no two of which have a sentence in common.
struct LetterMill {
  private static let words = """
    apple arrow autumn barn basket bell bench bicycle bird blanket boat book bottle bread bridge \
    brother candle carpenter chapel cherry child clock cloud coat coffee cousin creek daughter desk \
    dinner doctor door drawing evening farm father fence field fire fish flower forest friend garden \
    gate girl glass grandmother grass guitar hall hammer harbour hat hill holiday honey horse house \
    island jacket journey kettle key kitchen ladder lake lamp lantern leaf letter library lunch map \
    market meadow melody milk mill mirror moon morning mother mountain neighbour nephew novel oak \
    ocean orchard owl painter paper path pear pencil piano picture pigeon pillow plum pond postman \
    potato quilt rain recipe ribbon river road roof rope rose sailor school sea shelf ship shoe sister \
    song spoon spring stair star station stone storm story street summer sweater table teacher tent \
    theatre tower trail train tree trumpet uncle valley village violin wagon walk wall watch water \
    wheat window winter wood yard
    """.split(separator: " ")

  /// Writes the files of a person and of a draft into a workspace.
  static func write(_ number: Int, into workspace: String) throws {
    try write(
      "---\nname: Ann P\(number)\nemail: p\(number)@example.net\n---\n",
      to: "\(workspace)/contacts/p\(number).md"
    )
    let draft = """
      From: Sam Rivera <sam@example.org>
      To: p\(number)@example.net
      Subject: A window
      X-Touchbase-Draft: p\(number)
      X-Touchbase-Contact: p\(number)

      Hi Ann,

      \(text(number, octets: 2_000))

      Sam

      # ------------------------ >8 ------------------------

      """
    try write(draft, to: "\(workspace)/drafts/p\(number).eml")
  }

  /// Lines of words, so many octets, that are the same for the same number and no other.
  static func text(_ number: Int, octets: Int) -> String {
    var state = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 0xD1B5_4A32_D192_ED03
    var text = ""
    var column = 0
    while text.utf8.count < octets {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let word = words[Int((state >> 33) % UInt64(words.count))]
      text += column == 0 ? "" : column > 80 ? "\n" : " "
      column = column > 80 ? word.utf8.count : column + word.utf8.count + 1
      text += word
    }
    return text + "."
  }

  private static func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else {
      throw Contestant.Failure(description: "'\(path)' cannot be written")
    }
    fputs(text, file)
    guard fclose(file) == 0 else {
      throw Contestant.Failure(description: "'\(path)' cannot be written")
    }
  }
}
