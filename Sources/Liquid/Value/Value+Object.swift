extension Value {
  /// Names and what they stand for, in the order in which they were given.
  public struct Object: Sendable, ExpressibleByDictionaryLiteral {
    /// A name with its value.
    struct Entry: Sendable {
      let key: Name
      var value: Value
    }

    // One reference, so that to hand an object on costs as little as to hand on a list.
    private var storage: Storage
    private static let fewEntries = 12
    private static let nothing = Storage()

    /// Changed only while nobody else holds it, as the standard library's collections are; that no
    /// two accesses meet need not be checked at each of them.
    private final class Storage: @unchecked Sendable {
      @exclusivity(unchecked)
      var entries: [Entry] = []
      /// Where each name stands, once there are too many to look through.
      @exclusivity(unchecked)
      var positions: [Name: Int]?

      func copy() -> Storage {
        let copy = Storage()
        copy.entries = entries
        copy.positions = positions
        return copy
      }
    }

    var entries: [Entry] { storage.entries }

    /// An object without names.
    public init() {
      storage = Self.nothing
    }

    /// An object of names and values; of a name that is given twice the last counts.
    public init(dictionaryLiteral elements: (String, Value)...) {
      storage = Storage()
      for (key, value) in elements { self[key] = value }
    }

    /// An object of names and values; of a name that is given twice the last counts.
    public init(_ elements: some Sequence<(String, Value)>) {
      storage = Storage()
      for (key, value) in elements { self[key] = value }
    }

    /// How many names there are.
    public var count: Int { storage.entries.count }

    /// Whether there are none.
    public var isEmpty: Bool { storage.entries.isEmpty }

    /// The names in their order.
    public var keys: [String] { entries.map(\.key.text) }

    /// What a name stands for; nil where there is no such name.
    public subscript(name: String) -> Value? {
      get { self[Name(name)] }
      set { set(Name(name), newValue) }
    }

    subscript(key: Name) -> Value? {
      guard let position = position(of: key) else { return nil }
      return storage.entries[position].value
    }

    private func position(of key: Name) -> Int? {
      if let positions = storage.positions { return positions[key] }
      let count = storage.entries.count
      var position = 0
      while position < count {
        if storage.entries[position].key == key { return position }
        position += 1
      }
      return nil
    }

    private mutating func set(_ key: Name, _ value: Value?) {
      if !isKnownUniquelyReferenced(&storage) { storage = storage.copy() }
      switch (position(of: key), value) {
      case (let position?, let value?): storage.entries[position].value = value
      case (let position?, nil):
        storage.entries.remove(at: position)
        storage.positions = nil
        indexIfLarge()
      case (nil, let value?):
        storage.entries.append(Entry(key: key, value: value))
        if storage.positions != nil {
          storage.positions?[key] = storage.entries.count - 1
        } else {
          indexIfLarge()
        }
      case (nil, nil): break
      }
    }

    private func indexIfLarge() {
      guard storage.entries.count > Self.fewEntries else { return }
      var positions: [Name: Int] = [:]
      for (position, entry) in storage.entries.enumerated() { positions[entry.key] = position }
      storage.positions = positions
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
