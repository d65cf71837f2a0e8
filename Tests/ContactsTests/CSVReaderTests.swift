import FoundationEssentials
import TestSupport
import Testing

@testable import Contacts

@Suite struct CSVReaderTests {
  private static let spectrum = SharedData.path("contacts/csv/maxogden+csv-spectrum")

  private func records(_ text: String, delimiter: Character = ",") -> [[String]] {
    var reader = CSVReader(utf8: Array(text.utf8), delimiter: delimiter.asciiValue ?? 0)
    var records: [[String]] = []
    while let row = reader.next() {
      if case .record(let fields, _) = row { records.append(fields) }
    }
    return records
  }

  @Test(
    .enabled(if: spectrum != nil, "csv-spectrum is not beside the checkout"),
    arguments: [
      "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
      "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ]
  )
  func `csv-spectrum is read as its JSON says`(name: String) throws {
    let folder = try #require(Self.spectrum)
    let csv = try Data(contentsOf: URL(filePath: "\(folder)/csvs/\(name).csv"))
    let json = try Data(contentsOf: URL(filePath: "\(folder)/json/\(name).json"))
    let expected = try JSONDecoder().decode([[String: String]].self, from: json)
    var text = String(decoding: csv, as: UTF8.self)
    // Copies of the set that went through git may have lost what these files are about.
    if name.hasSuffix("_crlf") {
      text = text.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n")
    }
    let records = records(text)
    let header = try #require(records.first)
    let actual = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
    #expect(actual == expected)
  }

  @Test func `a record tells the line it begins on, whatever ends the lines`() {
    for end in ["\n", "\r\n", "\r"] {
      let text = ["a,\"b", "c\"", "", "d"].joined(separator: end)
      var reader = CSVReader(utf8: Array(text.utf8))
      #expect(reader.next() == .record(["a", "b\(end)c"], line: 1))
      #expect(reader.next() == .record([""], line: 3))
      #expect(reader.next() == .record(["d"], line: 4))
      #expect(reader.next() == nil)
    }
  }

  @Test func `a quote that is never closed loses only its line`() {
    var reader = CSVReader(utf8: Array("a,b\nc,\"d\ne,f\n".utf8))
    #expect(reader.next() == .record(["a", "b"], line: 1))
    #expect(reader.next() == .broken(.quoteNotClosed, line: 2))
    #expect(reader.next() == .record(["e", "f"], line: 3))
    #expect(reader.next() == nil)
  }

  @Test(arguments: ["", "\""])
  func `a field of more than a MiB loses only its line`(quote: String) {
    let long = quote + String(repeating: "x", count: (1 << 20) + 1) + quote
    var reader = CSVReader(utf8: Array("a\n\(long)\nb\n".utf8))
    #expect(reader.next() == .record(["a"], line: 1))
    #expect(reader.next() == .broken(.fieldTooLong(limit: 1 << 20), line: 2))
    #expect(reader.next() == .record(["b"], line: 3))
  }

  @Test(.enabled(if: CommandRun.find("python3") != nil, "python3 is not installed"))
  func `Python's csv reads the same records`() throws {
    var generator = Seeded(20261123)
    let pieces = ["a", "b c", ",", ",", "\"", "\"\"", "\n", "\r\n", "\r", "é", " ", ";", "\",\""]
    let texts = (0..<3000).map { _ in
      (0..<Int.random(in: 1...14, using: &generator)).map { _ in
        pieces.randomElement(using: &generator) ?? ""
      }.joined()
    }
    let closed = texts.filter { !reportsBroken($0) }
    #expect(closed.count > 1000)
    let script = """
      import csv, io, json, sys
      texts = json.load(sys.stdin)
      json.dump([list(csv.reader(io.StringIO(t, newline=''))) for t in texts], sys.stdout)
      """
    let input = Array(try JSONEncoder().encode(closed))
    let run = try CommandRun("python3", "-c", script, input: input)
    let output = Data(try run.checked("python3"))
    let expected = try JSONDecoder().decode([[[String]]].self, from: output)
    try #require(expected.count == closed.count)
    for (text, rows) in zip(closed, expected) {
      // Python has no fields where a line is empty.
      let own = records(text).map { $0 == [""] ? [] : $0 }
      let python = rows.map { $0 == [""] ? [] : $0 }
      #expect(own == python, "\(text.debugDescription)")
    }
  }

  private func reportsBroken(_ text: String) -> Bool {
    var reader = CSVReader(utf8: Array(text.utf8))
    while let row = reader.next() {
      if case .broken = row { return true }
    }
    return false
  }

  @Test func `any encoding gives the same text`() {
    let text = "Näme,Größe\r\nAda,€\r\n"
    let utf16 = Array(text.utf16)
    let little = utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let windows: [UInt8] =
      Array("N".utf8) + [0xE4] + Array("me,Gr".utf8) + [0xF6, 0xDF]
      + Array("e\r\nAda,".utf8) + [0x80] + Array("\r\n".utf8)
    let variants: [[UInt8]] = [
      Array(text.utf8), [0xEF, 0xBB, 0xBF] + text.utf8, little, big, [0xFF, 0xFE] + little,
      [0xFE, 0xFF] + big, windows,
    ]
    for bytes in variants {
      #expect(String(decoding: TextDecoding.utf8(bytes), as: UTF8.self) == text)
    }
  }
}

/// Chance that can be had again.
///
/// Source: SplitMix64, Steele, Lea and Flood 2014.
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
