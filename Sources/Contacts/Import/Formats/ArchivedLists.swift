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
    var archives = paths.filter { Self.isListed($0) && $0.lowercased().hasSuffix(".zip") }
      .map { Self.shown($0, in: file) }
    var failures: [(name: String, list: ImportList)] = []
    for member in members {
      let name = Self.shown(member.path, in: file)
      do throws(ContactsError) {
        lists.append((name, try Self.list(in: member, name: name, mapping: mapping)))
      } catch {
        let isNoList = error == .notAList(file: name)
        if isNoList, ZipArchive(name: name, bytes: member.bytes) != nil {
          archives.append(name)
        } else {
          let reason = isNoList ? "no list of people" : "\(error)"
          failures.append((name, try Self.notTaken(name, .noList(reason: reason))))
        }
      }
    }
    guard !lists.isEmpty else {
      throw archives.first.map { .onlyArchives(file: file, inner: $0) }
        ?? .nobodyInArchive(file: file)
    }
    lists += failures
    for name in archives { lists.append((name, try Self.notTaken(name, .archiveInArchive))) }
  }

  private static func shown(_ path: String, in file: String) -> String {
    PlainText.shown("\(file)/\(path)", limit: 200)
  }

  /// A file of the archive as a list that is nothing but the reason why it is none.
  private static func notTaken(
    _ name: String,
    _ reason: ImportReport.SkipReason
  ) throws(ContactsError) -> ImportList {
    var list = ImportList(of: name)
    try list.skip(reason, line: 1)
    return list
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
    return isListed(path) && !passedOver.contains(ending)
  }

  /// Whether a file is one that a person sees.
  private static func isListed(_ path: String) -> Bool {
    !name(of: path).hasPrefix(".") && !path.hasPrefix("__MACOSX/")
  }
}
