import Contacts

/// Eighty people as one has them, and what becomes of them in a year.
enum YearPopulation {
  private static let firstNames = [
    "Ada", "Will", "Rose", "Tom", "Marta", "May", "Jean", "Ben", "Lena", "Carl", "Joon", "Nadia",
    "Olga", "Piet", "Quinn", "Raul", "Signe", "Theo", "Uma", "Vera",
  ]
  private static let familyNames = ["Park", "Harmon", "Keller", "Becker"]
  private static let events = [
    "Moved to a house by the river", "Started a course in the evenings", "Sold the old van",
    "Found a job at the harbour", "Grows beans on the balcony", "Walked along the whole coast",
    "Has a new neighbour with a drum", "Learns to bake with rye",
  ]

  /// The id of a person by number.
  static func id(_ number: Int) -> String {
    number < 10 ? "p0\(number)" : "p\(number)"
  }

  /// Files by name, for everybody who is there from the start: numbers 0 to 79.
  static func files(isMixed: Bool) -> [(name: String, text: String)] {
    (0..<80).map { number in
      (id(number) + ".md", isMixed ? mixed(number) : file(number, keys: []))
    }
  }

  /// Somebody like everybody: a letter whenever they have waited longest.
  static func file(_ number: Int, keys: [String], notes: [String]? = nil) -> String {
    let name =
      firstNames[number % firstNames.count] + " "
      + familyNames[number / firstNames.count % familyNames.count]
    let head = ["name: \(name)", "email: \(id(number))@example.net"]
    let own = Set(keys.map { $0.prefix { $0 != ":" } })
    let lines = head.filter { line in !own.contains(line.prefix { $0 != ":" }) } + keys
    let notes =
      notes
      ?? (number % 3 == 0 ? [] : ["2025-1\(number % 3)-05 \(events[number % events.count])."])
    let list = notes.map { "- \($0)\n" }.joined()
    return "---\n\(lines.joined(separator: "\n"))\n---\n\(list)"
  }

  /// People of all kinds; the numbers are those of ``Year``'s events.
  private static func mixed(_ number: Int) -> String {
    switch number {
    case 0...3: file(number, keys: ["groups: [local]"])
    case 4...7: file(number, keys: ["groups: [old-friends]"])
    case 8...9: file(number, keys: ["every: 2 months"])
    case 10...11: file(number, keys: ["channel: call", "every: 4 months", "phone: \"555 01\""])
    case 12: file(number, keys: ["channel: visit", "every: 3 months"])
    case 13: file(number, keys: ["do_not_contact: true"])
    case 14: file(number, keys: ["every: never"])
    case 15...20:
      file(number, keys: ["birthday: 0\(number - 12)-1\(number % 10)"])
    case 21...22: file(number, keys: [], notes: ["[ ] send them the trail map"])
    case 23...27:
      file(number, keys: ["language: de"], notes: ["2025-11-0\(number - 22) Neue Stelle in Köln."])
    case 28...30: file(number, keys: ["language: de", "form: Sie"])
    case 31: file(number, keys: ["name: Jean and Bob Olsen"])
    case 32: file(number, keys: ["name: Mrs Olsen"])
    case 33: file(number, keys: ["name: 小林 花子"], notes: ["2025-09-30 京都で店を開いた。"])
    case 34: file(number, keys: ["name: p34@example.net"])
    case 35: file(number, keys: ["snooze: 2026-06-01"])
    default: file(number, keys: [])
    }
  }

  /// A passage as only its writer would write it: no six words of it stand in another one.
  static func passage(_ person: Int, _ month: Int) -> String {
    var state = UInt64(person * 1009 + month * 77 + 13)
    func word() -> String {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return words[Int((state >> 33) % UInt64(words.count))]
    }
    let lines = (0..<3).map { _ in
      "how \(word()) and \(word()) \(word()), with \(word()) \(word()) or \(word()) \(word())"
    }
    return lines.joined(separator: ",\n") + "?"
  }

  private static let words = [
    "apples", "bridges", "candles", "dusty", "early", "fences", "gravel", "harbours", "islands",
    "jackets", "kettles", "ladders", "mirrors", "needles", "orchards", "paddles", "quiet", "rainy",
    "saddles", "tunnels", "umbrellas", "valleys", "windows", "yellow", "anchors", "buckets",
    "corners", "distant", "engines", "feathers", "gardens", "hinges", "inkwells", "journeys",
    "kitchens", "lanterns", "meadows", "northern", "oceans", "pebbles", "quilts", "ribbons",
    "shadows", "timber", "upstairs", "velvet", "willows", "zebras", "almonds", "baskets",
  ]
}
