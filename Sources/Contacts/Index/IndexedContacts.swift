internal import DurableFiles

/// The contacts of an index, given out in the order of their ids.
struct IndexedContacts {
  private var reader: PackedReader
  private var left: Int
  private var current: (id: String, stamp: FileStamp, record: Int)?
  private let bytes: PackedReader
  /// How many entries there are.
  let count: Int
  /// How many of them somebody asked for.
  var asked = 0

  /// An index that knows nobody.
  init() {
    self.init(0, PackedReader([]))
  }

  /// An index with so many entries, which begin where the reader stands.
  init(_ count: Int, _ reader: PackedReader) {
    self.reader = reader
    self.bytes = reader
    self.count = count
    self.left = count
    advance()
  }

  /// The contact of a file that is what it was; nil for any other.
  ///
  /// The ids must be asked for in their order.
  mutating func contact(_ id: String, stamp: FileStamp) -> Contact? {
    while let entry = current, entry.id < id { advance() }
    guard let entry = current, entry.id == id else { return nil }
    asked += 1
    defer { advance() }
    guard entry.stamp == stamp else { return nil }
    do {
      var record = bytes
      record.move(to: entry.record)
      return try Contact(id: id, from: &record)
    } catch {
      return nil
    }
  }

  private mutating func advance() {
    current = nil
    guard left > 0 else { return }
    left -= 1
    do {
      current = (try reader.text(), try FileStamp(&reader), try reader.skip())
    } catch {
      left = 0
    }
  }
}
