import Contacts

/// Lists of people parsed by us and by Python, in turn.
struct ParsingRace {
  private static let rows = 10_000
  private static let cards = 500

  let rounds: Int

  /// What the readings of one kind of list took, in seconds a record; nil where Python has not got
  /// what it takes.
  struct Result {
    let name: String
    /// Records alone, as Python gives them.
    let records: Double?
    /// As people, with every field understood and those who are there twice found.
    let people: Double
    let python: Double?
    let peer: String
  }

  func results(in folder: BenchmarkFolder) throws -> [Result] {
    let rows = PeopleSample(count: Self.rows).linkedIn
    let cards = PeopleSample(count: Self.cards).vCards
    let rowFile = try folder.write(rows, to: "rows.csv")
    let cardFile = try folder.write(cards, to: "cards.vcf")
    var times: [[Double]] = [[], [], [], [], [], []]
    for _ in 0..<rounds {
      times[0].append(seconds { Self.records(in: rows) } / Double(Self.rows))
      times[1].append(try seconds { try Self.people(in: rows) } / Double(Self.rows))
      times[2].append(try seconds { try Self.people(in: cards) } / Double(Self.cards))
      times[3] += try python(Self.dictReader, rowFile)
      times[4] += try python(Self.vobject, cardFile)
      times[5].append(seconds { VCardReader.propertyCount(in: cards) } / Double(Self.cards))
    }
    return [
      Result(
        name: "a row of LinkedIn's CSV",
        records: median(times[0]),
        people: median(times[1]) ?? 0,
        python: median(times[3]),
        peer: "csv.DictReader"
      ),
      Result(
        name: "a vCard",
        records: median(times[5]),
        people: median(times[2]) ?? 0,
        python: median(times[4]),
        peer: "vobject"
      ),
    ]
  }

  /// The seconds that a record takes; nothing where Python has not got what it needs.
  private func python(_ script: String, _ file: String) throws -> [Double] {
    let output = try ProgramOutput.text(of: ["/usr/bin/python3", "-c", script, file])
    let words = output?.split(whereSeparator: \.isWhitespace).map(String.init) ?? []
    return words.compactMap { Double($0) }
  }

  private func median(_ times: [Double]) -> Double? {
    times.isEmpty ? nil : times.sorted()[times.count / 2]
  }

  private func seconds(_ work: () throws -> Int) rethrows -> Double {
    try Stopwatch.seconds(milliseconds: 200, work)
  }

  private static func records(in bytes: [UInt8]) -> Int {
    var reader = CSVReader(utf8: bytes)
    var count = 0
    while let row = reader.next() {
      if case .record(let fields, _) = row { count += fields.count }
    }
    return count
  }

  private static func people(in bytes: [UInt8]) throws -> Int {
    var importer = Importer(book: AddressBook(contacts: []))
    try importer.read(file: "people", bytes: bytes)
    return bytes.count
  }

  private static let measured = """
    import sys, io, time
    def measure(work):
      count, start = 0, time.perf_counter()
      while True:
        count += work()
        elapsed = time.perf_counter() - start
        if elapsed >= 0.2: return elapsed / count
    """

  private static let dictReader =
    measured + """

      import csv
      text = open(sys.argv[1], encoding="utf-8").read().split("\\n", 3)[3]
      print(measure(lambda: sum(1 for row in csv.DictReader(io.StringIO(text)))))
      """

  private static let vobject =
    measured + """

      import vobject
      text = open(sys.argv[1], encoding="utf-8").read()
      print(measure(lambda: sum(1 for card in vobject.readComponents(text))))
      """
}
