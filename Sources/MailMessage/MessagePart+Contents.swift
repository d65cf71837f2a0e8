extension MessagePart {
  /// The octets that the body stands for, without its transfer encoding.
  ///
  /// Octets of text keep the line ends and the charset with which they came.
  public func contents() -> Reading<[UInt8]> {
    let (bytes, problem) = decodedBody
    return Reading(value: bytes, problems: problem.map { [$0] } ?? [])
  }

  /// The text that the body stands for, with LF line ends, whatever type the part has.
  ///
  /// Paragraphs that were broken to fit screens are whole again, where the part says so.
  ///
  /// Source: RFC 2046 §4.1, RFC 3676.
  public func text() -> Reading<String> {
    let (bytes, problem) = decodedBody
    var problems = problem.map { [$0] } ?? []
    let reading = Charset.read(bytes[...], charset: charset(of: bytes))
    if let condition = reading.problem {
      let isAsItCame = transferDecoding == .identity
      let offset = isAsItCame ? body.startIndex + reading.offset : body.startIndex
      problems.append(MessageProblem(condition: condition, offset: place(offset)))
    }
    // A byte order mark that programs of Windows write is none of the text.
    let text =
      bytes.starts(with: [0xEF, 0xBB, 0xBF])
      ? String(reading.text.unicodeScalars.drop { $0 == "\u{FEFF}" }) : reading.text
    return Reading(value: unflowed(text.withLineFeeds), problems: problems)
  }

  private var transferDecoding: TransferDecoding {
    // RFC 2045 §6.4: a body of several parts is never encoded.
    contentType.isMultipart
      ? .identity : TransferDecoding(header["Content-Transfer-Encoding"])
  }

  private var decodedBody: (bytes: [UInt8], problem: MessageProblem?) {
    let (bytes, condition) = transferDecoding.decode(body)
    let problem = condition.map { MessageProblem(condition: $0, offset: place(body.startIndex)) }
    return (bytes, problem)
  }

  /// The charset that the part says, or that a page says of itself.
  private func charset(of bytes: [UInt8]) -> String? {
    if let charset = contentType.parameters["charset"] { return charset }
    return contentType.mediaType == "text/html" ? HTMLCharset.declared(in: bytes) : nil
  }

  private func unflowed(_ text: String) -> String {
    guard contentType.mediaType == "text/plain",
      contentType.parameters["format"]?.lowercased() == "flowed"
    else { return text }
    let isDelSp = contentType.parameters["delsp"]?.lowercased() == "yes"
    return FlowedText.unflowed(text, isDelSp: isDelSp)
  }
}

extension String {
  /// The text with an LF for each CRLF.
  fileprivate var withLineFeeds: String {
    guard utf8.contains(0x0D) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(utf8.count)
    for byte in utf8 {
      if byte == 0x0A, result.last == 0x0D { result.removeLast() }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
