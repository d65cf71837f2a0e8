internal import Liquid
internal import MailMessage

/// The filters that letters have beyond the standard ones.
enum LetterFilters {
  static func add(to environment: inout Environment, today: CalendarDay) {
    environment.addFilter("fallback", takesMissing: true) { call throws(FilterError) in
      call.input.isBlank ? try call.required(0) : call.input
    }
    for name in ["and_list", "array_to_sentence_string"] {
      environment.addFilter(name) { call throws(FilterError) in
        .string(Speech.list(call.input.items.map(\.text), and: call.argument(0)?.text ?? "and"))
      }
    }
    addText(to: &environment, "possessive", Speech.possessive)
    addText(to: &environment, "sentence", Speech.sentence)
    addText(to: &environment, "titlecase", Speech.titleCase)
    addText(to: &environment, "quote", quoted)
    environment.addFilter("ordinal") { call throws(FilterError) in
      .string(Speech.ordinal(try number(call.input)))
    }
    environment.addFilter("pluralize") { call throws(FilterError) in
      let isOne = try number(call.input) == 1
      return isOne ? try call.required(0) : try call.required(1)
    }
    environment.addFilter("ago") { call throws(FilterError) in
      guard let day = CalendarDay(iso8601: call.input.text.prefix(10)) else {
        throw FilterError("takes a day such as 2026-11-21")
      }
      return .string(Speech.ago(days: day.days(until: today)))
    }
  }

  private static func addText(
    to environment: inout Environment,
    _ name: String,
    _ change: @escaping @Sendable (String) -> String
  ) {
    environment.addFilter(name) { call throws(FilterError) in .string(change(call.input.text)) }
  }

  private static func number(_ value: Value) throws(FilterError) -> Int {
    guard case .integer(let number) = value else {
      guard let number = Int(value.text) else { throw FilterError("takes a whole number") }
      return number
    }
    return number
  }

  /// Each line as mail quotes it.
  private static func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty || $0.hasPrefix(">") ? ">\($0)" : "> \($0)" }
      .joined(separator: "\n")
  }
}
