/// How a language says numbers, lists and times.
protocol Speech: Sendable {
  /// The word before the last of a list.
  var conjunction: String { get }

  /// A place in a row: `1st`.
  func ordinal(_ number: Int) -> String

  /// What is somebody's: `Ada's`.
  func possessive(_ name: String) -> String

  /// `today`, `three weeks ago`, `in two days`: how long a day is behind today.
  func ago(_ wait: TimeSpan) -> String

  /// The name of a month, 1 to 12.
  func month(_ number: Int) -> String

  /// What a month, 1 to 12, belongs to in the northern half of the world.
  func season(ofMonth number: Int) -> String
}

/// The languages that filters speak.
enum Speeches {
  private static let known: [(code: String, speech: any Speech)] = [
    ("en", EnglishSpeech()), ("de", GermanSpeech()),
  ]

  /// Their codes.
  static var codes: [String] { known.map(\.code) }

  /// How a language speaks, `de-AT` as `de`, and English where none is said; nil for one that is
  /// not known.
  static func speech(_ language: String?) -> (any Speech)? {
    let code = language?.lowercased().prefix { $0 != "-" && $0 != "_" } ?? "en"
    return known.first { $0.code == code }?.speech
  }
}

/// A number of days as people count them: in days, weeks, months or years.
enum TimeSpan: Hashable {
  case today
  case past(Int, Unit)
  case future(Int, Unit)

  enum Unit: Int {
    case day, week, month, year
  }

  /// Days from then to today; less than 0 are to come.
  init(days: Int) {
    guard days != 0 else {
      self = .today
      return
    }
    // Beyond a million years nobody counts.
    let size = Int(min(days.magnitude, 1 << 40))
    let (count, unit): (Int, Unit) =
      switch size {
      case ..<14: (size, .day)
      case ..<61: (size / 7, .week)
      case ..<335: ((size * 12 + 182) / 365, .month)
      default: (max(1, (size * 4 + 730) / 1461), .year)
      }
    self = days > 0 ? .past(count, unit) : .future(count, unit)
  }
}

/// What is the same in all languages written in Latin letters.
enum Wording {
  /// The text with a capital first and a full stop last, unless it ends in another mark.
  static func sentence(_ text: String) -> String {
    let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    guard let first = words.first, let last = words.last else { return "" }
    let isClosed =
      ".!?…:;".contains(last)
      || (".!?…".contains(words.dropLast().last ?? " ") && "\"'”’)“»".contains(last))
    return first.uppercased() + words.dropFirst() + (isClosed ? "" : ".")
  }

  /// Each word with a capital first, small words inside aside.
  static func titleCase(_ text: String) -> String {
    let small: Set = [
      "a", "an", "and", "as", "at", "by", "for", "in", "of", "on", "or", "the", "to",
    ]
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return words.enumerated().map { index, word in
      let isInside = index > 0 && index < words.count - 1
      if isInside, small.contains(word.lowercased()) { return word.lowercased() }
      return word.prefix(1).uppercased() + word.dropFirst()
    }.joined(separator: " ")
  }

  /// Each line as mail quotes it.
  static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty || $0.hasPrefix(">") ? ">\($0)" : "> \($0)" }
      .joined(separator: "\n")
  }

  /// Lines of at most so many characters where blanks allow it; line ends that are there stay.
  static func wrapped(_ text: String, width: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { wrapped(line: $0, width: width) }.joined(separator: "\n")
  }

  private static func wrapped(line: Substring, width: Int) -> String {
    var result = ""
    var length = 0
    for word in line.split(separator: " ") {
      let count = word.count
      if length > 0 {
        let isFull = length + 1 + count > width
        result += isFull ? "\n" : " "
        length = isFull ? 0 : length + 1
      }
      result += word
      length += count
    }
    return result
  }
}
