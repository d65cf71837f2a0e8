/// Reads the cards of a file one by one.
///
/// A card that is never closed loses only itself. What stands around and between the cards, a
/// VADDRESSBOOK for example, is passed over. Of a card within a card, a Lotus agent, the name alone
/// is kept, as the value of the property it stands in.
///
/// Source: RFC 6350 §3.2, RFC 2426 §2.6, vCard 2.1 §2.1.
package struct VCardReader {
  /// The properties between `BEGIN:VCARD` and `END:VCARD`, and the line of the former.
  struct Card {
    var properties: [VCardProperty] = []
    let line: Int
  }

  enum Item {
    case card(Card)
    case notClosed(line: Int)
  }

  private var lines: LineReader
  private var pending: (bytes: ArraySlice<UInt8>, number: Int)?
  private var card: Card?
  /// Whether the card is of version 2.1, which folds at a blank that stays.
  private var isOld = false
  /// How many cards within the card are open.
  private var depth = 0

  init(_ bytes: [UInt8]) {
    lines = LineReader(bytes[...])
    pending = lines.next()
  }

  /// The next card, or what is left of one; nil at the end.
  mutating func next() -> Item? {
    while let line = unfolded() {
      guard let property = VCardProperty(line.bytes, line: line.number) else {
        continueValue(with: line.bytes)
        continue
      }
      switch property.name {
      case "BEGIN":
        if Self.isCard(property), let unfinished = begin(line.number) { return unfinished }
      case "END":
        if Self.isCard(property), let finished = end() { return finished }
      default: take(property)
      }
    }
    defer { card = nil }
    return card.map { .notClosed(line: $0.line) }
  }

  /// How many properties the cards of a file have, each taken apart but for its value.
  package static func propertyCount(in bytes: [UInt8]) -> Int {
    var reader = VCardReader(bytes)
    var count = 0
    while let item = reader.next() {
      if case .card(let card) = item { count += card.properties.count }
    }
    return count
  }

  static func isCard(_ property: VCardProperty) -> Bool {
    PlainText.singleLine(String(decoding: property.value, as: UTF8.self)).uppercased() == "VCARD"
  }

  private mutating func begin(_ number: Int) -> Item? {
    guard let open = card else {
      card = Card(line: number)
      (depth, isOld) = (0, false)
      return nil
    }
    let last = open.properties.last
    if depth > 0 || last?.name == "AGENT" && last?.value.allSatisfy({ $0 <= 0x20 }) ?? false {
      depth += 1
      return nil
    }
    card = Card(line: number)
    isOld = false
    return .notClosed(line: open.line)
  }

  private mutating func end() -> Item? {
    guard depth == 0 else {
      depth -= 1
      return nil
    }
    defer { card = nil }
    return card.map(Item.card)
  }

  private mutating func take(_ property: VCardProperty) {
    guard depth > 0 else {
      card?.properties.append(property)
      if property.name == "VERSION" { isOld = PlainText.singleLine(property.text) == "2.1" }
      return
    }
    guard property.name == "FN" || property.name == "N", let count = card?.properties.count,
      card?.properties.last?.value.isEmpty ?? false || property.name == "FN"
    else { return }
    card?.properties[count - 1].value = Array(property.text.utf8)
  }

  /// A line that is no property belongs to the text before it, whose line ends somebody forgot to
  /// escape.
  private mutating func continueValue(with line: ArraySlice<UInt8>) {
    guard depth == 0, let count = card?.properties.count, count > 0 else { return }
    guard line.contains(where: { $0 > 0x20 }) else { return }
    card?.properties[count - 1].value += Array("\\n".utf8) + line
  }

  /// The next line with those that continue it.
  private mutating func unfolded() -> (bytes: ArraySlice<UInt8>, number: Int)? {
    while let line = pending, line.bytes.isEmpty { pending = lines.next() }
    guard let first = pending else { return nil }
    pending = lines.next()
    let isSoft = Self.isQuotedPrintable(first.bytes)
    guard let next = pending, Self.continues(first.bytes, next.bytes, isSoft: isSoft) else {
      return first
    }
    var whole = Array(first.bytes)
    while let next = pending, Self.continues(whole[...], next.bytes, isSoft: isSoft) {
      let isBroken = isSoft && whole.last == UInt8(ascii: "=")
      if isBroken { whole.removeLast() }
      whole += isBroken || isOld ? next.bytes : next.bytes.dropFirst()
      pending = lines.next()
    }
    return (whole[...], first.number)
  }

  private static func continues(
    _ line: ArraySlice<UInt8>,
    _ next: ArraySlice<UInt8>,
    isSoft: Bool
  ) -> Bool {
    if isSoft, line.last == UInt8(ascii: "=") { return !isFrame(next) }
    return next.first == 0x20 || next.first == 0x09
  }

  /// Whether a line is `BEGIN:VCARD` or `END:VCARD`, at which every text ends.
  private static func isFrame(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count < 32, let property = VCardProperty(line, line: 0) else { return false }
    return (property.name == "BEGIN" || property.name == "END") && isCard(property)
  }

  /// Whether the parameters, not the value, say that the value is quoted-printable.
  private static func isQuotedPrintable(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.last == UInt8(ascii: "="), line.contains(UInt8(ascii: ";")) else { return false }
    return VCardProperty(line, line: 0)?.isQuotedPrintable ?? false
  }
}
