/// What a column of an imported list means.
package enum ImportField: String, CaseIterable, Sendable {
  case name
  case firstName = "first_name"
  case middleName = "middle_name"
  case lastName = "last_name"
  case prefix
  case suffix
  case nickname
  case email
  case phone
  case organization
  case role
  case city
  case birthday
  case groups
  case notes
  case met
  case language
  case form
  case greeting
  case channel
  case every
  case offers
  case needs
  case knows
  case no
  case doNotContact = "do_not_contact"
  case died
  case template
  case connectedOn = "connected_on"
  /// What identifies the person at the source: an id, or the address of the profile.
  case identity = "uid"
  /// Taken apart into `birthday`.
  case birthYear = "birth_year"
  case birthMonth = "birth_month"
  case birthDay = "birth_day"
  /// A column that says nothing about the person: the kind of an address, a photo.
  case ignore
}

extension ImportField {
  /// What a column's name means, in any case and some languages; nil for an unknown one.
  package init?(columnName: String) {
    let name = Self.normalized(columnName)
    guard let field = Self.names[name] ?? Self.numbered(name) else { return nil }
    self = field
  }

  /// The letters and digits of a column's name in lower case without accents:
  /// `E-mail 1 - Value` is `email1value`.
  package static func normalized(_ columnName: String) -> String {
    PlainText.folded(columnName).filter { $0.isLetter || $0.isNumber }
  }

  /// Google's `E-mail 1 - Value`, Outlook's `Home Phone 2`.
  private static func numbered(_ name: String) -> ImportField? {
    let shape = String(name.map { $0.isNumber ? "#" : $0 })
    return names[shape]
  }

  /// Column names, ``normalized(_:)``; `#` is any digit.
  ///
  /// Source: exports of LinkedIn, Google Contacts, Outlook and Thunderbird.
  private static let names: [String: ImportField] = {
    var names: [String: ImportField] = [:]
    for field in allCases where field != .ignore && field != .prefix && field != .suffix {
      names[normalized(field.rawValue)] = field
    }
    for (field, text) in spellings {
      for name in text.split(whereSeparator: \.isWhitespace) { names[String(name)] = field }
    }
    return names
  }()

  private static let spellings: [(ImportField, String)] = [
    (
      .name,
      """
      name fullname displayname contact contactname person people who namen vollername
      anzeigename nom nomcomplet nombrecompleto nomecompleto nome naam navn namn
      """
    ),
    (
      .firstName,
      """
      firstname givenname first forename vorname prenom nombre nombredepila voornaam fornavn
      fornamn christianname
      """
    ),
    (.middleName, "middlename additionalname middle zweitervorname"),
    (
      .lastName,
      """
      lastname familyname surname last nachname familienname nomdefamille apellido apellidos
      cognome sobrenome achternaam etternavn efternavn efternamn
      """
    ),
    (.prefix, "nameprefix honorificprefix anrede title"),
    (.suffix, "namesuffix suffix honorificsuffix"),
    (.nickname, "nickname spitzname surnom apodo"),
    (
      .email,
      """
      email emailaddress emails mail mailaddress emailadresse mailadresse adressemail
      adresseelectronique courriel correo correoelectronico correoe epost epostadresse
      primaryemail secondaryemail email#value email#address emailaddress# email#
      emailaddress#value homeemail workemail businessemail privateemail additionalemail
      """
    ),
    (
      .phone,
      """
      phone phonenumber telephone tel telefon telefonnummer telefono telephonenumber mobile
      mobilephone mobilenumber cell cellphone handy handynummer mobil mobiltelefon portable
      homephone homephone# businessphone businessphone# workphone otherphone primaryphone
      mainphone companymainphone carphone phone#value phone# phonenumber# telefoon
      """
    ),
    (
      .organization,
      """
      organization organisation company companyname firma unternehmen currentcompany employer
      organizationname organization#name societe entreprise empresa azienda bedrijf firm
      """
    ),
    (
      .role,
      """
      role position jobtitle currentposition organizationtitle organization#title occupation
      profession beruf funktion poste fonction cargo puesto ruolo functie job
      """
    ),
    (
      .city,
      """
      city town ort stadt wohnort ville ciudad citta stad address#city homecity businesscity
      hometown location
      """
    ),
    (.birthday, "birthday dateofbirth birthdate geburtstag geburtsdatum dob cumpleanos"),
    (
      .groups,
      """
      group groups labels label tags tag categories category groupmembership kategorien
      kategorie gruppe gruppen
      """
    ),
    (
      .notes,
      """
      note notes comment comments remark remarks memo notizen notiz bemerkung bemerkungen
      kommentar notas nota observations remarques opmerkingen about description
      """
    ),
    (.met, "met howwemet wherewemet kennengelernt"),
    (.language, "language sprache langue idioma"),
    (.connectedOn, "connectedon connected"),
    (.identity, "uid url profileurl linkedinurl linkedin contactid"),
    (.birthYear, "birthyear"),
    (.birthMonth, "birthmonth"),
    (
      .ignore,
      """
      photo email#type email#label phone#type phone#label address#type address#label
      website#type website#label organization#type relation#type relation#label
      event#type event#label customfield#type customfield#label emailtype emaildisplayname
      email#displayname fileas organizationtype
      """
    ),
  ]
}
