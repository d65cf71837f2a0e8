/// The lists of people in an archive: those of LinkedIn's and Google's exports, or whatever there is.
struct ArchivedLists {
  /// Each list under the name of the archive and its path in it.
  private(set) var lists: [(name: String, list: ImportList)] = []

  /// Files that hold no list, so that a folder of photos need not be unpacked.
  private static let passedOver: Set<String> = [
    "jpg", "jpeg", "png", "gif", "heic", "webp", "svg", "mp3", "mp4", "mov", "wav", "pdf", "htm",
    "html", "css", "js", "zip", "gz", "exe",
  ]

  /// Reads an archive; a file in it that is no list is named in a list of its own.
  ///
  /// - Throws: ``ContactsError/nobodyInArchive(file:)`` and what the archive throws.
  init(_ archive: ZipArchive, file: String, mapping: ColumnMapping) throws(ContactsError) {
    let paths = try archive.paths()
    // LinkedIn's archive has dozens of other tables, of messages, invitations and the person's own.
    let isLinkedIn = paths.contains { Self.name(of: $0) == "connections.csv" }
    let members = try archive.members { path in
      isLinkedIn ? Self.name(of: path) == "connections.csv" : Self.isCandidate(path)
    }
    var failures: [(name: String, list: ImportList)] = []
    for member in members {
      let name = PlainText.shown("\(file)/\(member.path)", limit: 200)
      do throws(ContactsError) {
        lists.append((name, try Self.list(in: member, name: name, mapping: mapping)))
      } catch {
        var list = ImportList(of: name)
        let isNoList = error == .notAList(file: name)
        try list.skip(.noList(reason: isNoList ? "no list of people" : "\(error)"), line: 1)
        failures.append((name, list))
      }
    }
    guard !lists.isEmpty else { throw ContactsError.nobodyInArchive(file: file) }
    lists += failures
  }

  private static func list(
    in member: ZipArchive.Member,
    name: String,
    mapping: ColumnMapping
  ) throws(ContactsError) -> ImportList {
    if let archive = ZipArchive(name: name, bytes: member.bytes),
      let list = try WordFormat.list(in: archive, name: name, mapping: mapping)
    {
      return list
    }
    return try ImportList(in: ImportFile(name: name, bytes: member.bytes), mapping: mapping)
  }

  private static func name(of path: String) -> String {
    (path.split(separator: "/").last ?? "").lowercased()
  }

  private static func isCandidate(_ path: String) -> Bool {
    let name = name(of: path)
    let ending = name.split(separator: ".").last.map(String.init) ?? ""
    return !name.hasPrefix(".") && !path.hasPrefix("__MACOSX/") && !passedOver.contains(ending)
  }
}
