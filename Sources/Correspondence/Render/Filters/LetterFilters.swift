internal import Contacts
internal import Liquid
internal import MailMessage

/// The filters that letters have beyond the standard ones.
///
/// Those that speak do so in the recipient's language, and refuse one that they do not know.
struct LetterFilters {
  let today: CalendarDay
  let language: String?

  static func add(to environment: inout Environment, today: CalendarDay, language: String?) {
    let filters = LetterFilters(today: today, language: language)
    environment.addFilter("fallback", takesMissing: true) { call throws(FilterError) in
      call.input.isBlank ? try call.required(0) : call.input
    }
    environment.addFilter("pluralize") { call throws(FilterError) in
      let isOne = try number(call.input) == 1
      return isOne ? try call.required(0) : try call.required(1)
    }
    environment.addFilter("wrap") { call throws(FilterError) in
      let width = try call.argument(0).map(number) ?? 72
      guard (1...998).contains(width) else { throw FilterError("takes a width from 1 to 998") }
      return .string(Wording.wrapped(call.input.text, width: width))
    }
    for (name, change) in filters.texts {
      environment.addFilter(name) { call throws(FilterError) in .string(change(call.input.text)) }
    }
    filters.addSpeaking(to: &environment)
    filters.addDays(to: &environment)
  }

  private var texts: [(String, @Sendable (String) -> String)] {
    [
      ("sentence", Wording.sentence), ("titlecase", Wording.titleCase), ("quote", Wording.quoted),
    ]
  }

  private func addSpeaking(to environment: inout Environment) {
    for name in ["and_list", "array_to_sentence_string"] {
      environment.addFilter(name) { call throws(FilterError) in
        let items = call.input.items.map(\.text)
        var word = call.argument(0)?.text ?? ""
        if word.isEmpty { word = try speech().conjunction }
        return .string(Salutation.joined(items, and: word))
      }
    }
    environment.addFilter("possessive") { call throws(FilterError) in
      .string(try speech().possessive(call.input.text))
    }
    environment.addFilter("ordinal") { call throws(FilterError) in
      .string(try speech().ordinal(try Self.number(call.input)))
    }
    environment.addFilter("ago") { call throws(FilterError) in
      let days = try Self.day(call.input).days(until: today)
      return .string(try speech().ago(TimeSpan(days: days)))
    }
    environment.addFilter("month") { call throws(FilterError) in
      .string(try speech().month(try Self.month(call.input)))
    }
    environment.addFilter("season") { call throws(FilterError) in
      .string(try speech().season(ofMonth: try Self.month(call.input)))
    }
  }

  private func addDays(to environment: inout Environment) {
    environment.addFilter("date_add") { call throws(FilterError) in
      let day = try Self.day(call.input)
      // `'2 weeks'`, `'-3 days'`, and `2, 'weeks'`.
      var words = try call.required(0).text
      if let unit = call.argument(1) { words += " " + unit.text }
      let isBack = words.hasPrefix("-")
      guard case .every(let count, let unit)? = Cadence(String(words.drop { $0 == "-" })) else {
        throw FilterError("takes a span such as '2 weeks' or '-3 days'")
      }
      let signed = isBack ? -count : count
      let moved =
        switch unit {
        case .day: day.adding(days: signed)
        case .week: day.adding(days: 7 * signed)
        case .month: day.adding(months: signed)
        case .year: day.adding(months: 12 * signed)
        }
      return .string(moved.description)
    }
  }

  private func speech() throws(FilterError) -> any Speech {
    guard let speech = Speeches.speech(language) else {
      let known = Speeches.codes.joined(separator: " and ")
      throw FilterError("does not speak '\(language ?? "")': it knows \(known)")
    }
    return speech
  }

  private static func number(_ value: Value) throws(FilterError) -> Int {
    guard case .integer(let number) = value else {
      guard let number = Int(value.text) else { throw FilterError("takes a whole number") }
      return number
    }
    return number
  }

  private static func day(_ value: Value) throws(FilterError) -> CalendarDay {
    guard let day = CalendarDay(iso8601: value.text.prefix(10)) else {
      throw FilterError("takes a day such as 2026-11-21")
    }
    return day
  }

  /// The month of a day, or a month by its number.
  private static func month(_ value: Value) throws(FilterError) -> Int {
    if case .integer(let number) = value, (1...12).contains(number) { return number }
    return try day(value).month
  }
}
