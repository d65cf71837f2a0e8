extension Value {
  /// Names and what they stand for, in the order in which they were given.
  public struct Object: Sendable, ExpressibleByDictionaryLiteral {
    /// A name with its value.
    struct Entry: Sendable {
      let key: Name
      var value: Value
    }

    private(set) var entries: [Entry] = []
    /// Where each name stands, once there are too many to look through.
    private var positions: [Name: Int]?
    private static let fewEntries = 12

    /// An object without names.
    public init() {}

    /// An object of names and values; of a name that is given twice the last counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
      for (key, value) in elements { self[key] = value }
    }

    /// An object of names and values; of a name that is given twice the last counts.
    public init(_ elements: some Sequence<(String, Value)>) {
      for (key, value) in elements { self[key] = value }
    }

    /// How many names there are.
    public var count: Int { entries.count }

    /// Whether there are none.
    public var isEmpty: Bool { entries.isEmpty }

    /// The names in their order.
    public var keys: [String] { entries.map(\.key.text) }

    /// What a name stands for; nil where there is no such name.
    public subscript(name: String) -> Value? {
      get { self[Name(name)] }
      set { set(Name(name), newValue) }
    }

    subscript(key: Name) -> Value? {
      guard let position = position(of: key) else { return nil }
      return entries[position].value
    }

    private func position(of key: Name) -> Int? {
      if let positions { return positions[key] }
      for position in entries.indices where entries[position].key == key { return position }
      return nil
    }

    private mutating func set(_ key: Name, _ value: Value?) {
      let position = position(of: key)
      switch (position, value) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil):
        entries.remove(at: position)
        positions = nil
        indexIfLarge()
      case (nil, let value?):
        entries.append(Entry(key: key, value: value))
        if positions != nil {
          positions?[key] = entries.count - 1
        } else {
          indexIfLarge()
        }
      case (nil, nil): break
      }
    }

    private mutating func indexIfLarge() {
      guard entries.count > Self.fewEntries else { return }
      var positions: [Name: Int] = [:]
      for (position, entry) in entries.enumerated() { positions[entry.key] = position }
      self.positions = positions
    }
  }

  /// A name, with a hash of its bytes so that most comparisons are of two numbers.
  struct Name: Hashable, Sendable {
    let text: String
    let digest: UInt32

    init(_ text: String) {
      self.text = text
      // FNV-1a: short names are hashed in a few nanoseconds.
      var digest: UInt32 = 2_166_136_261
      for byte in text.utf8 { digest = (digest ^ UInt32(byte)) &* 16_777_619 }
      self.digest = digest
    }

    static func == (first: Name, second: Name) -> Bool {
      first.digest == second.digest && first.text == second.text
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(text)
    }
  }
}
