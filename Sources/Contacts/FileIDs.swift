/// Gives out ids that no file has yet, case aside: `ada-park`, `ada-park-2`.
struct FileIDs {
  private var taken: Set<String>
  private var lastNumber: [String: Int] = [:]

  init(taken: Set<String>) {
    self.taken = taken
  }

  mutating func next(_ stem: String) -> String {
    let key = AddressBook.idKey(stem)
    var number = lastNumber[key] ?? 1
    var id = number == 1 ? stem : "\(stem)-\(number)"
    while !taken.insert(AddressBook.idKey(id)).inserted {
      number += 1
      id = "\(stem)-\(number)"
    }
    lastNumber[key] = number
    return id
  }
}
