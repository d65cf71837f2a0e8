/// Reads people from lines as somebody writes them down: one a line, or a name and what is known
/// below it.
///
/// A line with a name and an address begins somebody; so does a line that is only a name, where
/// white space or less indentation parts it from what stands before. The lines up to the next are
/// what is known. A heading above several people is their group.
struct ListReader {
  private let lines: [ListLine]
  private let parsed: [PersonLine]
  private var begins: [Bool]

  init(_ written: [ListLine]) {
    let lines = Self.apart(written)
    self.lines = lines
    parsed = lines.map { PersonLine($0.text) }
    begins = Array(repeating: false, count: lines.count)
    for block in blocks { markBeginnings(of: block) }
    markHeadings()
  }

  /// The lines, one of several people parted into theirs: `Ada <ada@example.net>, will@example.org`.
  private static func apart(_ lines: [ListLine]) -> [ListLine] {
    var result: [ListLine] = []
    for line in lines {
      let parts = PersonLine.mailboxes(in: line.text)
      let isBelowName = result.last.map { PersonLine($0.text).isOnlyName } ?? false
      let isNamed = parts.contains { $0.contains("<") }
      guard parts.count > 1, isNamed || line.isAfterBlank || !isBelowName else {
        result.append(line)
        continue
      }
      for part in parts {
        var own = line
        own.text = part
        result.append(own)
      }
    }
    return result
  }

  /// Whether the lines tell of people at all: somebody can be reached, or most lines are names.
  var isListOfPeople: Bool {
    let people = begins.indices.filter { begins[$0] }
    if people.contains(where: { parsed[$0].isStrong }) { return true }
    let hasReach = parsed.contains { !$0.emails.isEmpty || !$0.phones.isEmpty }
    if hasReach { return true }
    let names = people.count { parsed[$0].isNamed }
    return names > 0 && names * 2 >= lines.count
  }

  /// Adds the people to a list; what belongs to nobody is named.
  ///
  /// - Throws: ``ContactsError/tooManyRecords(file:limit:)``.
  func add(to list: inout ImportList) throws(ContactsError) {
    var group: String?
    var person: (cells: [ImportCell], line: Int)?
    for index in lines.indices {
      let line = lines[index]
      if begins[index] {
        if let person { try list.add(person.cells, line: person.line) }
        let groups = group.map {
          [ImportCell(name: "group", field: .groups, text: $0, isOneItem: true)]
        }
        person = (parsed[index].cells + (groups ?? []), line.number)
      } else if case .heading(let level) = line.kind {
        if let person { try list.add(person.cells, line: person.line) }
        person = nil
        group = level == titleLevel ? nil : line.text
      } else if person != nil {
        person?.cells += parsed[index].addedCells
      } else {
        try list.skip(.nobodys(line.text), line: line.number)
      }
    }
    if let person { try list.add(person.cells, line: person.line) }
  }

  /// The level of the heading that is the title of everything: the only one, before all others.
  private var titleLevel: Int? {
    var levels: [Int] = []
    for line in lines {
      if case .heading(let level) = line.kind { levels.append(level) }
    }
    guard let first = levels.first, levels.dropFirst().allSatisfy({ $0 > first }) else {
      return nil
    }
    return first
  }
}

extension ListReader {
  /// Lines that no white space and no heading parts.
  private var blocks: [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start = 0
    for index in lines.indices {
      let isHeading = if case .heading = lines[index].kind { true } else { false }
      if index > start, lines[index].isAfterBlank || isHeading {
        blocks.append(start..<index)
        start = index
      }
      if isHeading {
        start = index + 1
      }
    }
    if start < lines.count { blocks.append(start..<lines.count) }
    return blocks
  }

  private mutating func markBeginnings(of block: Range<Int>) {
    guard let base = block.map({ lines[$0].depth }).min() else { return }
    let outer = block.filter { lines[$0].depth == base }
    let strong = outer.count { parsed[$0].isStrong }
    let named = outer.count { parsed[$0].isNamed || isReachable($0) }
    let isOneEach = named == outer.count || strong * 2 > outer.count || strong > 1
    if isOneEach {
      for index in outer { begins[index] = parsed[index].isNamed || isReachable(index) }
      joinAddresses(of: outer)
    } else if let first = outer.first, first == block.first {
      begins[first] = parsed[first].isNamed || isReachable(first)
      for index in outer where parsed[index].isStrong && parsed[index].isNamed {
        begins[index] = true
      }
    }
  }

  private func isReachable(_ index: Int) -> Bool {
    !parsed[index].emails.isEmpty
  }

  /// A line of an address alone below a line of a name alone is the same person's.
  private mutating func joinAddresses(of block: [Int]) {
    for (before, index) in zip(block, block.dropFirst())
    where parsed[index].name == nil && begins[before] && parsed[before].isOnlyName {
      begins[index] = false
    }
  }

  /// A heading that is a name and stands above nobody else is a person.
  private mutating func markHeadings() {
    for index in lines.indices {
      guard case .heading = lines[index].kind else { continue }
      begins[index] = parsed[index].isStrong
      guard parsed[index].isOnlyName else { continue }
      let section = lines[(index + 1)...].prefix {
        if case .heading = $0.kind { false } else { true }
      }
      guard !section.isEmpty else { continue }
      let people = section.indices.filter { begins[$0] }
      let isSomebodyElse = people.contains { parsed[$0].isNamed }
      if !isSomebodyElse {
        for other in people { begins[other] = false }
        begins[index] = true
      }
    }
  }
}
