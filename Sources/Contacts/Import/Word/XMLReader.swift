internal import CLibxml2

/// Tells what an XML text holds, from its beginning to its end.
///
/// A document type, and so every entity of a file's own, is refused: no format that is read here has
/// one, and the entities of a hostile one expand without end. Elements are nested 256 deep at most,
/// as libxml2 has it. libxml2 rather than FoundationXML, which brings all of Foundation to the
/// start of the program; libarchive brings libxml2 anyway.
enum XMLReader {
  /// Something in the text.
  enum Event {
    /// The local name, its namespace, and the attributes by their local names,
    /// `r:` before those that lead to another part of a package.
    case begin(String, namespace: String, attributes: [String: String])
    case end(String, namespace: String)
    case text(String)
  }

  /// Why a text could not be read to its end.
  enum Failure: Error, Equatable {
    case documentType
    case malformed(line: Int)
  }

  /// Passes the events of a text on, as they come.
  static func read(_ bytes: [UInt8], _ take: @escaping (Event) -> Void) throws(Failure) {
    let sink = Sink(take)
    var handler = xmlSAXHandler()
    handler.initialized = XML_SAX2_MAGIC
    handler.internalSubset = refuseDocumentType
    handler.startElementNs = beginElement
    handler.endElementNs = endElement
    handler.characters = takeText
    handler.cdataBlock = takeText
    handler.serror = { _, _ in }
    let context = Unmanaged.passUnretained(sink).toOpaque()
    guard let parser = xmlCreatePushParserCtxt(&handler, context, nil, 0, nil) else {
      throw .malformed(line: 0)
    }
    defer { xmlFreeParserCtxt(parser) }
    xmlCtxtUseOptions(parser, Int32(XML_PARSE_NONET.rawValue))
    sink.parser = parser
    let status = withExtendedLifetime(sink) { feed(bytes, to: parser) }
    if sink.hasDocumentType { throw .documentType }
    guard status == 0 else { throw .malformed(line: Int(xmlSAX2GetLineNumber(parser))) }
  }

  private static func feed(_ bytes: [UInt8], to parser: xmlParserCtxtPtr) -> Int32 {
    bytes.withUnsafeBytes { buffer in
      let text = buffer.bindMemory(to: CChar.self)
      var start = 0
      while start < text.count {
        let count = min(text.count - start, 1 << 16)
        let part = text.baseAddress.map { $0 + start }
        let status = xmlParseChunk(parser, part, Int32(count), 0)
        if status != 0 { return status }
        start += count
      }
      return xmlParseChunk(parser, nil, 0, 1)
    }
  }
}

/// Where the parser's callbacks leave what they are told.
private final class Sink {
  let take: (XMLReader.Event) -> Void
  var parser: xmlParserCtxtPtr?
  var hasDocumentType = false

  init(_ take: @escaping (XMLReader.Event) -> Void) {
    self.take = take
  }

  static func of(_ context: UnsafeMutableRawPointer?) -> Sink? {
    context.map { Unmanaged<Sink>.fromOpaque($0).takeUnretainedValue() }
  }
}

private func refuseDocumentType(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<xmlChar>?,
  _ external: UnsafePointer<xmlChar>?,
  _ system: UnsafePointer<xmlChar>?
) {
  guard let sink = Sink.of(context) else { return }
  sink.hasDocumentType = true
  xmlStopParser(sink.parser)
}

private func beginElement(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?,
  _ namespace: UnsafePointer<xmlChar>?,
  _ namespaceCount: Int32,
  _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?,
  _ count: Int32,
  _ defaulted: Int32,
  _ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
  var attributes: [String: String] = [:]
  if let list {
    // Five pointers an attribute: local name, prefix, namespace, and where the value begins and ends.
    for index in 0..<Int(count) {
      guard let name = list[5 * index], let start = list[5 * index + 3],
        let end = list[5 * index + 4]
      else { continue }
      let namespace = string(list[5 * index + 2])
      let prefix = namespace.hasSuffix("/relationships") ? "r:" : ""
      attributes[prefix + string(name)] = string(start, count: end - start)
    }
  }
  Sink.of(context)?.take(
    .begin(string(name), namespace: string(namespace), attributes: attributes)
  )
}

private func endElement(
  _ context: UnsafeMutableRawPointer?,
  _ name: UnsafePointer<xmlChar>?,
  _ prefix: UnsafePointer<xmlChar>?,
  _ namespace: UnsafePointer<xmlChar>?
) {
  Sink.of(context)?.take(.end(string(name), namespace: string(namespace)))
}

private func takeText(
  _ context: UnsafeMutableRawPointer?,
  _ text: UnsafePointer<xmlChar>?,
  _ count: Int32
) {
  guard let text else { return }
  Sink.of(context)?.take(.text(string(text, count: Int(count))))
}

private func string(_ text: UnsafePointer<xmlChar>?) -> String {
  text.map { String(cString: $0) } ?? ""
}

private func string(_ text: UnsafePointer<xmlChar>, count: Int) -> String {
  String(decoding: UnsafeBufferPointer(start: text, count: max(count, 0)), as: UTF8.self)
}
