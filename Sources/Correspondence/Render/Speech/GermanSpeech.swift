/// How German says numbers, lists and times.
struct GermanSpeech: Speech {
  let conjunction = "und"

  /// The number with a point behind it, as in `1. Mai`.
  func ordinal(_ number: Int) -> String { "\(number)." }

  /// `Adas`, and `Hans’` for a name that ends in an s sound.
  func possessive(_ name: String) -> String {
    guard let last = name.lowercased().last else { return "" }
    return "sßxz".contains(last) ? name + "’" : name + "s"
  }

  /// `heute`, `gestern`, `vor drei Wochen`, `in zwei Jahren`.
  func ago(_ wait: TimeSpan) -> String {
    switch wait {
    case .today: "heute"
    case .past(1, .day): "gestern"
    case .future(1, .day): "morgen"
    case .past(let count, let unit): "vor " + span(count, unit)
    case .future(let count, let unit): "in " + span(count, unit)
    }
  }

  private func span(_ count: Int, _ unit: TimeSpan.Unit) -> String {
    let one = ["einem Tag", "einer Woche", "einem Monat", "einem Jahr"][unit.rawValue]
    let many = ["Tagen", "Wochen", "Monaten", "Jahren"][unit.rawValue]
    let words = [
      "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
    ]
    if count == 1 { return one }
    return (words.indices.contains(count - 2) ? words[count - 2] : String(count)) + " " + many
  }

  func month(_ number: Int) -> String {
    [
      "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
      "Oktober", "November", "Dezember",
    ][(number + 11) % 12]
  }

  func season(ofMonth number: Int) -> String {
    switch number {
    case 3...5: "Frühling"
    case 6...8: "Sommer"
    case 9...11: "Herbst"
    default: "Winter"
    }
  }
}
