/// Blanks what is not code in Swift source, so that rules look at code alone.
///
/// Comments, the insides of string literals and raw identifiers become as many spaces; line ends
/// and delimiters stay. Interpolated expressions stay code. Regular expression literals are not
/// known: the project has none.
struct SwiftCode {
  private enum Mode {
    case code
    /// Inside `\( … )`: the number of round brackets still open.
    case interpolation(open: Int)
    case string(delimiter: [Unicode.Scalar], pounds: Int)
    case rawIdentifier
    case lineComment
    case blockComment(depth: Int)
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var modes: [Mode] = [.code]
  private var result = String.UnicodeScalarView()

  private init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  static func blanked(_ text: String) -> String {
    var scanner = SwiftCode(text)
    while scanner.position < scanner.scalars.count { scanner.step() }
    return String(scanner.result)
  }

  private mutating func step() {
    switch modes.last ?? .code {
    case .code: stepInCode(open: nil)
    case .interpolation(let open): stepInCode(open: open)
    case .string(let delimiter, let pounds): stepInString(delimiter, pounds)
    case .rawIdentifier: stepInRawIdentifier()
    case .lineComment: stepInLineComment()
    case .blockComment(let depth): stepInBlockComment(depth)
    }
  }

  private mutating func stepInCode(open: Int?) {
    if at("//") {
      modes.append(.lineComment)
    } else if at("/*") {
      take(2, blank: true)
      modes.append(.blockComment(depth: 1))
    } else if at("`") {
      take(1)
      modes.append(.rawIdentifier)
    } else if let opening = stringOpening() {
      take(opening.delimiter.count)
      modes.append(.string(delimiter: opening.delimiter, pounds: opening.pounds))
    } else {
      countBrackets(open)
      take(1)
    }
  }

  private mutating func countBrackets(_ open: Int?) {
    guard let open else { return }
    if at("(") { modes[modes.count - 1] = .interpolation(open: open + 1) }
    guard at(")") else { return }
    if open == 1 {
      modes.removeLast()
    } else {
      modes[modes.count - 1] = .interpolation(open: open - 1)
    }
  }

  /// The closing delimiter of the string literal that begins here, with the number of `#`.
  private func stringOpening() -> (delimiter: [Unicode.Scalar], pounds: Int)? {
    var pounds = 0
    while scalar(position + pounds) == "#" { pounds += 1 }
    guard scalar(position + pounds) == "\"" else { return nil }
    let isLong = at("\"\"\"", from: position + pounds)
    let quotes = [Unicode.Scalar](repeating: "\"", count: isLong ? 3 : 1)
    return (quotes + [Unicode.Scalar](repeating: "#", count: pounds), pounds)
  }

  private mutating func stepInString(_ delimiter: [Unicode.Scalar], _ pounds: Int) {
    if at(delimiter) {
      take(delimiter.count)
      modes.removeLast()
      return
    }
    let escape: [Unicode.Scalar] = ["\\"] + [Unicode.Scalar](repeating: "#", count: pounds)
    guard at(escape) else { return take(1, blank: true) }
    take(escape.count, blank: true)
    if at("(") {
      take(1)
      modes.append(.interpolation(open: 1))
    } else {
      take(1, blank: true)
    }
  }

  private mutating func stepInRawIdentifier() {
    let closes = at("`")
    take(1, blank: !closes)
    if closes { modes.removeLast() }
  }

  private mutating func stepInLineComment() {
    if at("\n") {
      modes.removeLast()
    } else {
      take(1, blank: true)
    }
  }

  private mutating func stepInBlockComment(_ depth: Int) {
    if at("/*") {
      take(2, blank: true)
      modes[modes.count - 1] = .blockComment(depth: depth + 1)
    } else if at("*/") {
      take(2, blank: true)
      modes.removeLast()
      if depth > 1 { modes.append(.blockComment(depth: depth - 1)) }
    } else {
      take(1, blank: true)
    }
  }

  private mutating func take(_ count: Int, blank: Bool = false) {
    for _ in 0..<count where position < scalars.count {
      let scalar = scalars[position]
      result.append(blank && scalar != "\n" ? " " : scalar)
      position += 1
    }
  }

  private func scalar(_ index: Int) -> Unicode.Scalar? {
    index < scalars.count ? scalars[index] : nil
  }

  private func at(_ text: String, from start: Int? = nil) -> Bool {
    at(Array(text.unicodeScalars), from: start)
  }

  private func at(_ wanted: [Unicode.Scalar], from start: Int? = nil) -> Bool {
    let start = start ?? position
    guard start + wanted.count <= scalars.count else { return false }
    return scalars[start..<start + wanted.count].elementsEqual(wanted)
  }
}
