/// The words of a text in order, as numbers, and where each of them stands.
///
/// Words are compared in lower case and without punctuation; an apostrophe is inside a word, and an
/// ideograph or a kana is a word. A number 0 stands where a paragraph ends.
struct LetterWords {
  /// Numbers of a ``WordTable``, and 0 between paragraphs.
  private(set) var numbers: [UInt32] = []
  /// Where each of the numbers stands.
  private(set) var places: [Place] = []
  /// The paragraphs, as ranges of words.
  private(set) var paragraphs: [Range<Int>] = []
  /// The sentences that passages are looked for as a whole, as ranges of words.
  private(set) var shortSentences: [Range<Int>] = []

  /// Where a word stands in a text.
  struct Place {
    /// Counted from 0.
    let line: Int32
    /// In octets from the beginning of the line.
    let offset: Int32
    /// In octets.
    let length: Int16
    let marks: Marks
  }

  /// What is seen of a word beside its letters.
  struct Marks: OptionSet {
    let rawValue: UInt8
    /// The first of its sentence.
    static let startsSentence = Marks(rawValue: 1)
    /// Its first letter is a capital.
    static let isCapital = Marks(rawValue: 2)
    /// Its second letter, too.
    static let isShouted = Marks(rawValue: 4)
  }

  var count: Int { numbers.count }

  /// The number of words.
  var wordCount: Int { numbers.count { $0 != 0 } }

  /// The words of one text; its lines are its paragraphs' lines.
  init(_ text: String, _ table: WordTable) {
    var reader = WordReader()
    var text = text
    text.withUTF8 { bytes in
      reserve(octets: bytes.count)
      table.withWords { table in
        var (start, line) = (0, Int32(0))
        while start <= bytes.count {
          let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
          let piece = UnsafeBufferPointer(rebasing: bytes[start..<end])
          reader.read(piece, line: line, &table, into: &self)
          (start, line) = (end + 1, line + 1)
        }
      }
    }
    endParagraph()
  }

  /// The words of some lines; where one is left out, or blank, a paragraph ends.
  init(lines: [String], _ table: WordTable, isKept: (Int) -> Bool) {
    var reader = WordReader()
    reserve(octets: lines.reduce(0) { $0 + $1.utf8.count })
    table.withWords { table in
      for (index, line) in lines.enumerated() {
        if isKept(index) {
          var line = line
          line.withUTF8 { reader.read($0, line: Int32(index), &table, into: &self) }
        } else {
          endParagraph()
          reader.startsSentence = true
        }
      }
    }
    endParagraph()
    trim()
  }

  /// Makes room for the words that a text of this length mostly has.
  private mutating func reserve(octets: Int) {
    numbers.reserveCapacity(octets / 5 + 2)
    places.reserveCapacity(octets / 5 + 2)
  }

  /// Gives back the room that was made in vain, since thousands of letters are kept.
  private mutating func trim() {
    numbers = numbers.withUnsafeBufferPointer { Array($0) }
    places = places.withUnsafeBufferPointer { Array($0) }
  }

  mutating func append(_ number: UInt32, at place: Place) {
    numbers.append(number)
    places.append(place)
  }

  mutating func endParagraph() {
    guard let last = numbers.last, last != 0 else { return }
    let paragraph = (paragraphs.last.map { $0.upperBound + 1 } ?? 0)..<count
    paragraphs.append(paragraph)
    var short: [Range<Int>] = []
    eachSentence(in: paragraph) { sentence in
      if PassageIndex.shortSentences.contains(sentence.count) { short.append(sentence) }
    }
    shortSentences += short
    append(0, at: Place(line: 0, offset: 0, length: 0, marks: []))
  }

  /// The sentences, as ranges of words.
  var sentences: [Range<Int>] {
    var sentences: [Range<Int>] = []
    for paragraph in paragraphs { eachSentence(in: paragraph) { sentences.append($0) } }
    return sentences
  }

  private func eachSentence(in paragraph: Range<Int>, _ body: (Range<Int>) -> Void) {
    var start = paragraph.lowerBound
    for index in paragraph.dropFirst() where places[index].marks.contains(.startsSentence) {
      body(start..<index)
      start = index
    }
    body(start..<paragraph.upperBound)
  }

  /// The longest stretches of words of which none is an end.
  func ranges(endingAt isEnd: (Int) -> Bool) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start: Int?
    for index in numbers.indices {
      if isEnd(index) {
        if let begin = start { ranges.append(begin..<index) }
        start = nil
      } else if start == nil {
        start = index
      }
    }
    if let begin = start { ranges.append(begin..<numbers.count) }
    return ranges
  }
}

/// Takes lines apart into words.
private struct WordReader {
  /// Whether the next word is the first of a sentence.
  var startsSentence = true
  /// The word that is being read, in lower case.
  private var word: [UInt8] = []
  private var isASCII = true
  private var start = 0
  private var end = 0
  private var marks: LetterWords.Marks = []
  private var letters = 0

  /// Words after which a full stop ends no sentence.
  private static let abbreviations: Set<[UInt8]> = Set(
    ["mrs", "prof", "ca", "bzw", "usw", "etc", "approx", "vgl", "str", "tel", "inc", "ltd"].map {
      Array($0.utf8)
    }
  )

  /// Takes a line, of UTF-8; a blank one ends a paragraph.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>,
    line: Int32,
    _ table: inout WordTable.Words,
    into words: inout LetterWords
  ) {
    readWords(bytes, line: line, &table, into: &words)
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      words.endParagraph()
      startsSentence = true
    }
  }

  private mutating func readWords(
    _ bytes: UnsafeBufferPointer<UInt8>,
    line: Int32,
    _ table: inout WordTable.Words,
    into words: inout LetterWords
  ) {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20, word.isEmpty {
        index += 1
      } else if word.isEmpty, let (end, octets) = Self.plainWord(bytes, from: index) {
        begin(at: index, isCapital: byte < UInt8(ascii: "a") && byte > UInt8(ascii: "9"))
        let second = index + 1 < end ? bytes[index + 1] : 0
        if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(second) { marks.insert(.isShouted) }
        let word = UnsafeBufferPointer(rebasing: bytes[index..<end])
        let number = table.number(ofASCII: word, octets: octets)
        append(number, at: index, end: end, line: line, into: &words)
        index = end
      } else if byte < 0x80 {
        take(byte, at: index, line: line, &table, into: &words)
        index += 1
      } else {
        let (scalar, length) = Self.scalar(bytes, at: index)
        let octets = bytes[index..<index + length]
        take(scalar, octets, at: index, line: line, &table, into: &words)
        index += length
      }
    }
    close(line: line, &table, into: &words)
  }

  /// The end of a word of ASCII letters and digits alone, behind which no more of it can come and
  /// no full stop, and its octets put together; nil where none begins.
  private static func plainWord(
    _ bytes: UnsafeBufferPointer<UInt8>,
    from start: Int
  ) -> (end: Int, octets: UInt64)? {
    var (end, octets) = ASCIIWords.beginning(of: bytes, at: start)
    // What is longer, and what stands at the end of the line.
    while end < bytes.count, ASCIIWords.isPlain(bytes[end]) {
      octets = ASCIIWords.octets(octets, adding: bytes[end])
      end += 1
    }
    guard end > start else { return nil }
    guard end < bytes.count else { return (end, octets) }
    let next = bytes[end]
    let isEnd = next < 0x80 && next != UInt8(ascii: "'") && next != UInt8(ascii: ".")
    return isEnd ? (end, octets) : nil
  }

  private mutating func take(
    _ byte: UInt8,
    at index: Int,
    line: Int32,
    _ table: inout WordTable.Words,
    into words: inout LetterWords
  ) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      add(byte, at: index, isCapital: false)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      add(byte | 0x20, at: index, isCapital: true)
    case UInt8(ascii: "'"): break
    default:
      // A full stop after a letter or two is an abbreviation's: "Dr. Park", but "there it is."
      let isFullStop = byte == UInt8(ascii: ".") && !isAbbreviation
      close(line: line, &table, into: &words)
      if byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") || isFullStop {
        startsSentence = true
      }
    }
  }

  private var isAbbreviation: Bool {
    if word.count == 1 || word.count == 2 && marks.contains(.isCapital) { return true }
    return (2...6).contains(word.count) && Self.abbreviations.contains(word)
  }

  private mutating func take(
    _ scalar: Unicode.Scalar,
    _ bytes: Slice<UnsafeBufferPointer<UInt8>>,
    at index: Int,
    line: Int32,
    _ table: inout WordTable.Words,
    into words: inout LetterWords
  ) {
    if scalar == "\u{2019}" { return }
    if OwnWords.isIdeographic(scalar) {
      close(line: line, &table, into: &words)
      let number = table.number(of: String(Character(scalar)), isIdeographic: true)
      append(number, at: index, end: index + bytes.count, line: line, into: &words)
    } else if OwnWords.isInsideWord(scalar) {
      if word.isEmpty { begin(at: index, isCapital: scalar.properties.isUppercase) }
      word += bytes
      isASCII = false
      letters += 1
      end = index + bytes.count
    } else {
      close(line: line, &table, into: &words)
      if "…。！？".unicodeScalars.contains(scalar) { startsSentence = true }
    }
  }

  private mutating func add(_ byte: UInt8, at index: Int, isCapital: Bool) {
    if word.isEmpty { begin(at: index, isCapital: isCapital) }
    if letters == 1, isCapital { marks.insert(.isShouted) }
    word.append(byte)
    letters += 1
    end = index + 1
  }

  private mutating func begin(at index: Int, isCapital: Bool) {
    start = index
    marks = isCapital ? .isCapital : []
    letters = 0
    isASCII = true
  }

  private mutating func close(
    line: Int32,
    _ table: inout WordTable.Words,
    into words: inout LetterWords
  ) {
    guard !word.isEmpty else { return }
    let number =
      isASCII
      ? word.withUnsafeBufferPointer { table.number(ofASCII: $0) }
      : table.number(of: String(decoding: word, as: UTF8.self).lowercased())
    append(number, at: start, end: end, line: line, into: &words)
    word.removeAll(keepingCapacity: true)
  }

  private mutating func append(
    _ number: UInt32,
    at start: Int,
    end: Int,
    line: Int32,
    into words: inout LetterWords
  ) {
    if startsSentence { marks.insert(.startsSentence) }
    let place = LetterWords.Place(
      line: line,
      offset: Int32(truncatingIfNeeded: start),
      length: Int16(clamping: end - start),
      marks: marks
    )
    words.append(number, at: place)
    startsSentence = false
    marks = []
  }

  /// The scalar that begins at an octet of valid UTF-8, and how many octets it has.
  private static func scalar(
    _ bytes: UnsafeBufferPointer<UInt8>,
    at index: Int
  ) -> (Unicode.Scalar, Int) {
    let first = bytes[index]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard index + length <= bytes.count else { return ("\u{FFFD}", bytes.count - index) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for next in index + 1..<index + length { value = value << 6 | UInt32(bytes[next] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }
}
