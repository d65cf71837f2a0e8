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
  /// The keys of a contact file under which one text may hold several items, parted by commas.
  static let listKeys: Set<String> = Set(
    [groups, offers, needs, knows, no].map(\.rawValue)
  )

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
      anzeigename nom nomcomplet nombrecompleto nomecompleto nome naam navn namn wholename formattedname
      氏名 名前 姓名 이름 имя фио
      """
    ),
    (
      .firstName,
      """
      firstname givenname first forename vorname prenom nombre nombredepila voornaam fornavn
      fornamn christianname primeironome 名
      """
    ),
    (.middleName, "middlename additionalname middle zweitervorname"),
    (
      .lastName,
      """
      lastname familyname surname last nachname familienname nomdefamille apellido apellidos
      cognome sobrenome achternaam etternavn efternavn efternamn 姓 фамилия
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
      adressedemessagerie direcciondecorreoelectronico indirizzopostaelettronica indirizzoemail
      emailanschrift mailanschrift メールアドレス メール 电子邮件
      emailaddress#value homeemail workemail businessemail privateemail additionalemail
      """
    ),
    (
      .phone,
      """
      phone phonenumber telephone tel telefon telefonnummer telefono telephonenumber mobile
      mobilephone mobilenumber cell cellphone handy handynummer mobil mobiltelefon portable
      homephone homephone# businessphone businessphone# workphone otherphone primaryphone
      mainphone companymainphone carphone phone#value phone# phonenumber# telefoon workphone#
      telefongeschaftlich telefongeschaftlich# telefonprivat telefonprivat# telefonmobil
      telephonedomicile telephonebureau telephonemobile telmobile telefonomovil movil cellulare
      telefonocasa telefonotrabajo celular 電話番号 電話 携帯電話 电话 phonehome phonework phonemobile
      """
    ),
    (
      .organization,
      """
      organization organisation company companyname firma unternehmen currentcompany employer
      organizationname organization#name societe entreprise empresa azienda bedrijf firm organizacion
      organizzazione societa virksomhed foretag 会社 会社名 公司
      """
    ),
    (
      .role,
      """
      role position jobtitle currentposition organizationtitle organization#title occupation
      profession beruf funktion poste fonction cargo puesto ruolo functie job titre posizione
      stellung 役職 职位
      """
    ),
    (
      .city,
      """
      city town ort stadt wohnort ville ciudad citta stad address#city homecity businesscity
      hometown location ortprivat ortgeschaftlich villebureau villedomicile workcity ciudadparticular
      ciudaddetrabajo homeaddresscity plaats woonplaats by 市区町村 城市
      """
    ),
    (
      .birthday,
      "birthday dateofbirth birthdate geburtstag geburtsdatum dob bday"
        + " cumpleanos anniversaire datedenaissance compleanno fodelsedag fodselsdag 誕生日 生日"
    ),
    (
      .groups,
      """
      group groups labels label tags tag categories category groupmembership kategorien
      kategorie gruppe gruppen categoria categorias grupo grupos groupe groupes gruppo gruppi
      グループ
      """
    ),
    (
      .notes,
      """
      note notes comment comments remark remarks memo notizen notiz bemerkung bemerkungen
      kommentar notas nota observations remarques opmerkingen about description note# メモ 备注
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
      photo email#type email#label phone#type phone#label emailtype# priority private sensitivity
      website#type website#label organization#type relation#type relation#label
      event#type event#label customfield#type customfield#label emailtype emaildisplayname
      email#displayname fileas organizationtype
      """
    ),
  ]
}
