/// What is read all the same though a bracket is too few or too many.
extension AddressListReader {
  /// Takes a comment; what opens one that is never closed stands for itself, or behind an address
  /// for all that follows.
  mutating func appendComment(to element: inout AddressElement) throws(AddressError) {
    let start = position
    do throws(AddressError) {
      element.append(comment: try comment(), at: position)
    } catch {
      try forgive(error)
      let isBehindAddress = element.at != nil || element.angle != nil
      element.append(isBehindAddress ? 0x20 : bytes[start], at: start)
      position = isBehindAddress ? elementEnd(from: start) - 1 : start
    }
  }

  /// Moves to the end of an address whose `>` is missing.
  mutating func unclosedAddress(start: Int) throws(AddressError) -> AddressElement.Piece {
    try forgive(AddressError(.unclosed("<"), at: start))
    let end = elementEnd(from: start)
    var piece = AddressElement.Piece(end: end)
    for index in start + 1..<end { piece.append(bytes[index].blankingLineEnd, at: index) }
    position = end - 1
    return piece
  }

  /// Moves over further `<` where an address begins, and says how many there are.
  mutating func surplusBrackets() throws(AddressError) -> Int {
    let brackets = bytes[position...].prefix { $0 == UInt8(ascii: "<") }
    guard !brackets.isEmpty, style == .received else { return 0 }
    try tolerate(AddressError(.unexpected("<"), at: position))
    position = brackets.endIndex
    return brackets.count
  }

  /// Moves over the `>` that belong to further `<`.
  mutating func skipBrackets(_ count: Int) {
    let rest = bytes[position...].dropFirst().prefix(count)
    position += rest.prefix { $0 == UInt8(ascii: ">") }.count
  }

  /// Lets pass what is never closed, as long as it is not looked for too often.
  private mutating func forgive(_ error: AddressError) throws(AddressError) {
    guard case .unclosed = error.condition, patience > 0 else { throw error }
    try tolerate(error)
    patience -= 1
  }

  /// Where the element ends, whatever quotes and brackets say.
  private func elementEnd(from start: Int) -> Int {
    bytes[start...].firstIndex { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") }
      ?? bytes.endIndex
  }
}
