import FoundationEssentials
import TestSupport
import Testing

@testable import Contacts

@Suite struct WordTests {
  private static let samples = SharedData.path("contacts/docx")

  private struct Expected: Decodable {
    let cases: [String: Case]

    struct Case: Decodable {
      let blocks: [Block]?
    }

    struct Block: Decodable, Equatable {
      var p: String?
      var table: [[String]]?
    }
  }

  /// What python-docx finds is what we find, but for text that was inserted and not yet accepted.
  @Test(.enabled(if: samples != nil, "the Word documents are not beside the checkout"))
  func `documents hold the text and tables that python-docx finds in them`() throws {
    let folder = try #require(Self.samples)
    let json = try Data(contentsOf: URL(filePath: "\(folder)/expected.python-docx.json"))
    let expected = try JSONDecoder().decode(Expected.self, from: json)
    #expect(expected.cases.count == 39)
    for (path, wanted) in expected.cases {
      let bytes = try [UInt8](Data(contentsOf: URL(filePath: "\(folder)/\(path)")))
      let archive = try #require(ZipArchive(name: path, bytes: bytes))
      let document = try #require(try WordDocument(archive, name: path), "\(path)")
      let blocks = document.blocks.map { block in
        switch block {
        case .paragraph(let paragraph): Expected.Block(p: paragraph.text)
        case .table(let rows): Expected.Block(table: rows.map { $0.map(\.text) })
        }
      }
      // A strict document, which python-docx cannot open.
      guard let wanted = wanted.blocks else {
        #expect(path.hasSuffix("strict-format.docx"))
        #expect(blocks == [Expected.Block(p: "Test")])
        continue
      }
      #expect(blocks == wanted, "\(path)")
    }
  }

  @Test func `entities and deep nesting meet a limit`() throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>
      <document>&b;</document>
      """
    #expect(throws: XMLReader.Failure.documentType) {
      try XMLReader.read(Array(bomb.utf8)) { _ in }
    }
    let deep = String(repeating: "<a>", count: 100_000)
    #expect(throws: XMLReader.Failure.self) { try XMLReader.read(Array(deep.utf8)) { _ in } }
    var text = ""
    try XMLReader.read(Array("<a>x&amp;&#233;<![CDATA[<]]></a>".utf8)) { event in
      if case .text(let part) = event { text += part }
    }
    #expect(text == "x&é<")
  }
}
