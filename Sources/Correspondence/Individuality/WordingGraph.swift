/// The words of a template as a graph: which word may follow which, through all variants and values.
///
/// A stretch of a letter that is a way through the graph was written by the template, also where it
/// was spun from synonyms; the same few words in a sentence of one's own are one's own.
///
/// Source: Glushkov, "The abstract theory of automata", 1961, for positions and what follows them.
struct WordingGraph {
  /// The word at each position; nil for a value.
  private var words: [UInt32?] = []
  private var follows: [[Int32]] = []
  /// The positions of a word.
  private var byWord: [UInt32: [Int32]] = [:]
  /// The words that have a position: few of a letter's do.
  private var placed = WordFlags()
  /// From where a position is reached directly, and with a value in between.
  private var direct: [[Int32]] = []
  private var acrossValue: [[Int32]] = []
  private var leadsToValue: [Bool] = []
  private var edgeCount = 0

  /// Every word that the template may say.
  var vocabulary: Set<UInt32> { Set(byWord.keys) }

  /// More is no letter, and would take long.
  private static let mostPositions = 20_000
  private static let mostEdges = 1_000_000
  /// The most words of a value that is not known.
  private static let longestValue = 4

  init(_ wordings: [TemplateWording], _ table: WordTable) {
    for piece in wordings.flatMap(\.pieces) { _ = add(piece, table) }
    for (position, word) in words.enumerated() {
      if let word { byWord[word, default: []].append(Int32(position)) }
    }
    placed = WordFlags(Array(byWord.keys))
    turnAround()
  }

  /// A part of the graph: where it may begin and end.
  private struct Part {
    var first: [Int32] = []
    var last: [Int32] = []
    var mayBeNothing = true
    /// Whether what is before it cannot be followed by what is behind it.
    var isBarrier = false
  }

  private mutating func add(_ piece: TemplateWording.Piece, _ table: WordTable) -> Part {
    switch piece {
    case .text(let text):
      let numbers = LetterWords(text, table).numbers.filter { $0 != 0 }
      return chain(numbers.map { add(word: $0) })
    case .value: return add(word: nil)
    case .barrier: return Part(isBarrier: true)
    case .sequence(let pieces):
      var parts: [Part] = []
      for piece in pieces { parts.append(add(piece, table)) }
      return chain(parts)
    case .choice(let pieces, let mayBeNone):
      var all = Part(mayBeNothing: mayBeNone)
      for piece in pieces {
        let part = add(piece, table)
        all.first += part.first
        all.last += part.last
        all.mayBeNothing = all.mayBeNothing || part.mayBeNothing && !part.isBarrier
      }
      return all
    case .loop(let piece):
      let part = add(piece, table)
      connect(part.last, part.first)
      return part
    }
  }

  private mutating func add(word: UInt32?) -> Part {
    guard words.count < Self.mostPositions else { return Part() }
    let position = Int32(words.count)
    words.append(word)
    follows.append([])
    return Part(first: [position], last: [position], mayBeNothing: false)
  }

  private mutating func chain(_ parts: [Part]) -> Part {
    var all = Part()
    for part in parts {
      if part.isBarrier {
        all.mayBeNothing = false
        all.last = []
        continue
      }
      connect(all.last, part.first)
      if all.mayBeNothing { all.first += part.first }
      all.last = part.mayBeNothing ? all.last + part.last : part.last
      all.mayBeNothing = all.mayBeNothing && part.mayBeNothing
    }
    return all
  }

  private mutating func connect(_ from: [Int32], _ to: [Int32]) {
    guard edgeCount + from.count * to.count < Self.mostEdges else { return }
    edgeCount += from.count * to.count
    for position in from { follows[Int(position)] += to }
  }

  /// Works out from where each word is reached.
  private mutating func turnAround() {
    direct = [[Int32]](repeating: [], count: words.count)
    acrossValue = direct
    leadsToValue = [Bool](repeating: false, count: words.count)
    for position in words.indices where words[position] != nil {
      var seen: Set<Int32> = []
      var values: [Int32] = []
      for next in follows[position] {
        if words[Int(next)] == nil {
          values.append(next)
        } else {
          direct[Int(next)].append(Int32(position))
        }
      }
      leadsToValue[position] = !values.isEmpty
      while let value = values.popLast() {
        for next in follows[Int(value)] where seen.insert(next).inserted {
          if words[Int(next)] == nil {
            values.append(next)
          } else {
            acrossValue[Int(next)].append(Int32(position))
          }
        }
      }
    }
  }
}

extension WordingGraph {
  /// A way through the graph that ends at a word of the letter.
  private struct Way {
    let position: Int32
    /// The word of the letter that it begins with.
    let start: Int
    /// How many words are the template's, values aside.
    let matched: Int
  }

  /// The ways that end at each word of a paragraph, as far as it was gone through.
  private struct Ways {
    private let first: Int
    private var ways: [Way] = []
    /// Where those of each word begin, and where those of the next one will.
    private var starts = [0]

    init(of paragraph: Range<Int>) { first = paragraph.lowerBound }

    subscript(index: Int) -> ArraySlice<Way> {
      ways[starts[index - first]..<starts[index - first + 1]]
    }

    /// Adds a way that ends at the word that is gone through.
    mutating func append(_ way: Way) { ways.append(way) }

    mutating func endWord() { starts.append(ways.count) }
  }

  /// Marks the words that the template wrote.
  ///
  /// A stretch counts that is as long as a run or a whole paragraph; shorter ones where together they
  /// are half of their sentence, as they are when somebody put words in between.
  ///
  /// What is known to be reused already may be a value of any length.
  func mark(_ words: LetterWords, _ reused: inout [Bool]) {
    guard !self.words.isEmpty else { return }
    var short: [Stretch] = []
    let known = reused
    for paragraph in words.paragraphs {
      for stretch in stretches(words.numbers, paragraph, known) {
        let run = PassageIndex.runLength(from: words.numbers[stretch.range.lowerBound])
        if stretch.matched >= run || stretch.range == paragraph {
          for index in stretch.range { reused[index] = true }
        } else {
          short.append(stretch)
        }
      }
    }
    guard !short.isEmpty else { return }
    var isCovered = [Bool](repeating: false, count: words.count)
    var isLikely = isCovered
    for stretch in short {
      for index in stretch.range {
        isCovered[index] = true
        if stretch.matched >= 3 { isLikely[index] = true }
      }
    }
    for sentence in words.sentences where sentence.contains(where: { isLikely[$0] }) {
      let count = sentence.count { isCovered[$0] || reused[$0] }
      guard count * 2 >= sentence.count else { continue }
      for index in sentence where isCovered[index] { reused[index] = true }
    }
  }

  /// A stretch of a letter, and how many of its words are in the template.
  private struct Stretch {
    let range: Range<Int>
    let matched: Int
  }

  private func stretches(
    _ numbers: [UInt32],
    _ paragraph: Range<Int>,
    _ known: [Bool]
  ) -> [Stretch] {
    var ways = Ways(of: paragraph)
    var stretches: [Stretch] = []
    for index in paragraph {
      defer { ways.endWord() }
      let word = numbers[index]
      guard placed.contains(word), let positions = byWord[word] else { continue }
      let isAcross = positions.contains { !acrossValue[Int($0)].isEmpty }
      let before = isAcross ? reachable(index, in: paragraph, ways, known) : []
      for position in positions {
        let way = longestWay(to: position, at: index, paragraph, ways, before)
        ways.append(way)
        guard way.matched >= 2 else { continue }
        var end = index + 1
        if leadsToValue[Int(position)], paragraph.upperBound - end <= Self.longestValue {
          end = paragraph.upperBound
        }
        stretches.append(Stretch(range: way.start..<end, matched: way.matched))
      }
    }
    return stretches
  }

  /// The words from which a value may reach to the one before this one: few words back, those that
  /// are known to be reused not counted.
  private func reachable(
    _ index: Int,
    in paragraph: Range<Int>,
    _ ways: Ways,
    _ known: [Bool]
  ) -> [Int] {
    var found: [Int] = []
    var gap = 0
    var candidate = index - 2
    while candidate >= paragraph.lowerBound, index - candidate < 80 {
      if !known[candidate + 1] { gap += 1 }
      if gap > Self.longestValue { break }
      if !ways[candidate].isEmpty { found.append(candidate) }
      candidate -= 1
    }
    return found
  }

  private func longestWay(
    to position: Int32,
    at index: Int,
    _ paragraph: Range<Int>,
    _ ways: Ways,
    _ before: [Int]
  ) -> Way {
    var best = Way(position: position, start: index, matched: 1)
    func extend(_ way: Way) {
      if way.matched + 1 > best.matched {
        best = Way(position: position, start: way.start, matched: way.matched + 1)
      }
    }
    if index > paragraph.lowerBound {
      for way in ways[index - 1] where direct[Int(position)].contains(way.position) {
        extend(way)
      }
    }
    for earlier in before {
      for way in ways[earlier] where acrossValue[Int(position)].contains(way.position) {
        extend(way)
      }
    }
    return best
  }
}
