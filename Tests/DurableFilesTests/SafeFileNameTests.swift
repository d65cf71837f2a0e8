import DurableFiles
import Testing

/// Names of people as names of files.
@Suite struct SafeFileNameTests {
  @Test(arguments: [
    ("Ada Park", "ada-park"), ("  Ada  Park ", "ada-park"), ("O'Neill, Tip", "o-neill-tip"),
    ("Åsa Öström", "åsa-öström"), ("A\u{30A}sa", "åsa"), ("Nguyễn", "nguyễn"), ("山田 太郎", "山田-太郎"),
    ("../../etc/passwd", "etc-passwd"), ("-rf", "rf"), (".hidden", "hidden"), ("a\0b\nc", "a-b-c"),
    ("CON", "con-"), ("com1", "com1-"), ("", "unnamed"), ("🙂", "unnamed"), ("...", "unnamed"),
  ])
  func `a name becomes a stem that is safe`(name: String, stem: String) {
    #expect(Array(SafeFileName.stem(for: name).utf8) == Array(stem.utf8))
  }

  @Test(arguments: ["x", "ä", "山", "ễ", "x y "])
  func `a long name is cut between characters`(piece: String) {
    let stem = SafeFileName.stem(for: String(repeating: piece, count: 500))
    #expect(stem.utf8.count <= SafeFileName.limit)
    #expect(stem.utf8.count > SafeFileName.limit - 4)
    #expect(String(validating: Array(stem.utf8), as: UTF8.self) == stem)
  }
}
