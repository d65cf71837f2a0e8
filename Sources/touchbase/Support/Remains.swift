/// What a command has read, and leaves behind.
enum Remains {
  /// Keeps values for as long as the process goes on.
  ///
  /// Its end gives their memory back at once; for thousands of drafts, one after the other, that would
  /// take as long as to look through some hundreds of them. Nothing may be left here that has to do
  /// something at its end.
  static func leave(_ values: Any...) { _ = Unmanaged.passRetained(Values(values)) }

  /// Holds them, and no more.
  private final class Values {
    private let values: [Any]

    init(_ values: [Any]) { self.values = values }
  }
}
