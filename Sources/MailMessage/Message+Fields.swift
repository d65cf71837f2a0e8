extension Message {
  /// The subject in its own script, on one line; nil where there is none.
  public var subject: String? {
    header["Subject"].map { EncodedWord.decode($0).blankingControlCharacters }
  }
}
