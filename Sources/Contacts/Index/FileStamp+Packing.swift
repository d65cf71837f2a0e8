internal import DurableFiles

extension FileStamp {
  func pack(into writer: inout PackedWriter) {
    writer.number(inode)
    writer.signed(size)
    writer.number(UInt64(bitPattern: modified))
    writer.number(UInt64(bitPattern: changed))
  }

  init(_ reader: inout PackedReader) throws(PackedReader.Damage) {
    self.init(
      inode: try reader.number(),
      size: try reader.signed(),
      modified: Int64(bitPattern: try reader.number()),
      changed: Int64(bitPattern: try reader.number())
    )
  }
}
