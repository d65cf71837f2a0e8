extension String {
  /// The text that octets are in UTF-8; nil where they are not.
  ///
  /// Journals and queue files have hardly anything but ASCII, which takes no validation.
  init?(octets: ArraySlice<UInt8>) {
    let text = octets.withUnsafeBufferPointer { octets in
      octets.allSatisfy { $0 < 0x80 }
        ? String(decoding: octets, as: UTF8.self) : String(validating: octets, as: UTF8.self)
    }
    guard let text else { return nil }
    self = text
  }
}
