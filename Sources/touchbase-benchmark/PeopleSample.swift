import Contacts

/// Invented people as LinkedIn and an address book export them.
struct PeopleSample {
  private static let firstNames = [
    "Ada", "Will", "Rose", "Marta", "Jean", "Ben", "May", "Tom", "Lena", "Joon", "Élodie",
    "Łukasz", "José", "Søren", "Mia", "Noah", "Olga", "Priya", "Chen", "Ravi",
  ]
  private static let lastNames = [
    "Park", "Harmon", "Keller", "Vidal", "Olsen", "Aydin", "Ito", "Becker", "Roth", "Novák",
    "Müller", "Østby", "Nguyen", "Silva", "Rossi", "Kim", "Tanaka", "Larsson",
  ]
  private static let companies = [
    "\"Acme, Inc.\"", "City of Ames", "Iowa State", "PrintFest", "Northwind", "Parks Board",
  ]
  private static let roles = [
    "Engineer", "Head of Sales", "Printer", "Librarian", "\"Professor, Biology\"", "Consultant",
  ]

  let count: Int

  /// LinkedIn's `Connections.csv`: one in seven shows an address, as is usual.
  var linkedIn: [UInt8] {
    var text = "Notes:\n\"When exporting your connection data, you may notice that some addresses "
    text += "are missing.\"\n\n"
    text += "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    for number in 0..<count {
      let (first, last) = name(number)
      let email = number.isMultiple(of: 7) ? "p\(number)@example.net" : ""
      let day = number % 28 + 1
      text += "\(first),\(last),https://www.linkedin.com/in/p\(number),\(email),"
      text += "\(pick(Self.companies, number, 13)),\(pick(Self.roles, number, 29)),"
      text += "\(day < 10 ? "0" : "")\(day) Jan \(2008 + number % 17)\n"
    }
    return Array(text.utf8)
  }

  /// vCards of version 3.0 as phones write them.
  var vCards: [UInt8] {
    var text = ""
    for number in 0..<count {
      let (first, last) = name(number)
      text += """
        BEGIN:VCARD
        VERSION:3.0
        N:\(last);\(first);;;
        FN:\(first) \(last)
        ORG:Northwind;Printing
        TITLE:\(pick(Self.roles, number, 29).filter { $0 != "\"" && $0 != "," })
        EMAIL;TYPE=INTERNET;TYPE=WORK:p\(number)@example.net
        TEL;TYPE=CELL:+1 515 555 \(1000 + number % 9000)
        ADR;TYPE=HOME:;;112 Fifth St;Ames;IA;50010;USA
        NOTE:Runs the letterpress studio\\, dry humour\\nhates
          exclamation marks
        CATEGORIES:friends,ames
        BDAY:1980-03-07
        END:VCARD

        """
    }
    return Array(text.utf8)
  }

  private func name(_ number: Int) -> (first: String, last: String) {
    let last = pick(Self.lastNames, number / Self.firstNames.count, 1)
    // Letters behind the family name, so that nobody is there twice.
    return (pick(Self.firstNames, number, 1), "\(last) \(letters(number / 360))")
  }

  private func letters(_ number: Int) -> String {
    let letter = Character(Unicode.Scalar(UInt8(97 + number % 26)))
    return number < 26 ? String(letter) : letters(number / 26 - 1) + String(letter)
  }

  private func pick(_ texts: [String], _ number: Int, _ step: Int) -> String {
    texts[number * step % texts.count]
  }
}
