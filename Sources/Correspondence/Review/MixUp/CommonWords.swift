/// Words that say nothing of a person, although people and companies are called so.
enum CommonWords {
  /// First names and companies that are words: with a capital they may still be a word.
  static let namesThatAreWords: Set<String> = words(
    """
    may will mark grace art rose hope faith joy bill rob sue frank grant chase jack pat drew dean \
    miles chuck skip rusty penny ruby pearl iris lily daisy violet olive ivy holly heather ginger \
    amber jade crystal dawn eve summer autumn april june august carol melody harmony christian norm \
    herb basil cliff glen dale brook river robin jay martin wren angel star sky stone rich max ray \
    sandy gene barb kit nick guy victor clay forest wood reed lance colt buck bud gale gay happy \
    honey jewel mercy patience prudence charity constance felicity destiny trinity genesis haven \
    journey justice liberty true ace brick cash duke earl king prince major ford wade heath lane \
    mason carter cooper hunter archer fisher baker cook miller smith taylor potter turner walker \
    parker porter tanner sawyer piper harper page bishop pope abbot marshall royal stormy misty rain \
    wolf fox bear bird lark robin dove finch hazel willow rowan ash birch fern flora myrtle laurel \
    apple target gap shell meta square stripe slack zoom indeed amazon oracle visa subway delta \
    united discover progressive best buy whole foods general electric american express chase sprint \
    nest ring dove tide gain shout mars orange virgin pilot monster indigo frontier spirit alphabet \
    block box intuit unity adobe match bumble hinge mint robinhood public workday snowflake twitch \
    post bahn spiegel stern welt brigitte ernst wolf stein berg koch schneider lange kurz jung klein \
    gross groß schwarz weiß weiss roth braun sommer winter herbst morgen abend engel kaiser könig
    """
  )

  /// Words that are written with a capital and name no person's own thing.
  static let capitals: Set<String> = words(
    """
    i im ive ill id january february march april may june july august september october november \
    december januar februar märz mai juni juli oktober dezember monday tuesday wednesday thursday \
    friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag \
    christmas easter thanksgiving halloween advent lent ramadan hanukkah diwali weihnachten ostern \
    pfingsten silvester neujahr english german french spanish italian dutch polish chinese japanese \
    american british european deutsch englisch französisch tv ok pc usa us uk eu dr mr mrs ms prof \
    god lord internet e-mail email covid god bless ps p.s. xmas ceo phd mba diy faq pdf sie ihnen \
    ihr ihre ihren ihrem ihrer ihres du dich dir dein deine euch lieber liebe
    """
  )

  /// Words that are in every other letter or note.
  static let frequent: Set<String> = words(
    """
    about above across after again against almost along already also always among another answer \
    anything around asked away back because become been before began begin behind being believe \
    best better between book both bring brought build built busy called came cannot child children \
    city coffee come coming could course daughter days dear dinner does doing done door down drive \
    during each early easy else email ended enough even evening ever every everybody everything \
    family father feel felt finally find finish finished first five follow food found four friend \
    friends from full garden gave getting girl give given glad goes going gone good great group grow \
    grown half hand happen happened happy hard have hear heard hello help here high hold holiday \
    home hope hour hours house husband idea into just keep kept kids kind knew know known large last \
    late later laugh learn learned least leave left less letter life light like line list little \
    live lives living long look looked looking lost love lunch made make making many maybe mean meet \
    meeting mind moment money month months more morning most mother move moved moving much music \
    name near need needs never next nice night nothing notice number often once only open opened \
    order other others over parents part party past people perhaps person phone picture place plan \
    planned plans play please project question quiet quite rather read ready real really remember \
    right room running said same says school second seems seen sell send sent seven several shall \
    share short should show side since sister slow small some somebody something sometimes soon \
    sorry sound spend spring stand start started starting starts stay still stood stop story street \
    such summer sunday sure table take taken talk teach teaching tell than thank thanks that their \
    them then there these they thing things think this those though thought three through time times \
    today together told took town trip true turn under until upon used very visit wait walk walked \
    want wanted wants watch water weather week weekend weeks well went were what when where which \
    while whole wife will window winter wish with without woman wonder word words work worked \
    working works world would write writing wrote year years yesterday your yours young \
    aber alle allem allen alles also andere anderen auch auf aus bald beide beim bekommen besser \
    bestimmt bist bleiben brauchen bringt buch dabei dafür damals damit danach dann daran darauf \
    darüber dass davon dazu dein deine deinem deinen deiner denke denken denn dich dies diese diesem \
    diesen dieser dieses doch dort durch einem einen einer eines eigentlich einfach einmal ende \
    endlich erst erste ersten erzählt etwas euch fahren familie fand fast feiern ferien fertig finde \
    frage frau freue freunde freund früher fünf ganz ganze garten geben geht gehört genau gerade \
    gern gerne gesagt gesehen gestern getan gibt ging grüße gute guten habe haben halten hast hatte \
    hause haus heute hier hinter hoffe hoffentlich hören ihnen ihre ihrem ihren ihrer immer inzwischen \
    irgendwann jahr jahre jahren jede jeden jeder jemand jetzt jung kaffee kann kannst kein keine \
    kennen kinder klein kleine komme kommen kommt können könnte kurz lange lassen laufen leben leider \
    lernen lesen letzte letzten leute liebe lieber liegt machen macht manchmal mehr mein meine meinem \
    meinen meiner mich mögen monat monate morgen muss mutter nach nachbarn nächste nächsten natürlich \
    neben nehmen neue neuen neues nicht nichts noch nochmal nächstes oben oder ohne paar plötzlich \
    recht reden reise sagen sagte sage schon schön schöne schreib schreiben schule sehen sehr seid \
    sein seine seinem seinen seiner seit seitdem selbst sicher sind sohn sollen sollte sommer sonst \
    später spielen stadt stehen steht stelle straße stunde tage tochter treffen trotzdem über überall \
    unser unsere unserem unseren unter vater viel viele vielen vielleicht voll vom vor vorbei wann \
    warten warum weil weiß weit weiter welche wenig weniger wenn werden wieder will wird wirklich \
    wissen woche wochen wohl wollen wollte worden wünsche würde wurde zeit zuerst zurück zusammen \
    zwei zwischen
    """
  )

  /// Words that speak to the reader.
  static let addressing: Set<String> = words(
    """
    you your yours youre youve du dich dir dein deine deinen deinem deiner euch euer eure sie ihnen \
    ihr ihre ihren ihrem ihrer
    """
  )

  /// Words before which a name that is a word is the word: "in May", "the Rose".
  static let beforeWords: Set<String> = words(
    """
    in of this next last early late since until by mid the a an my your our his her their every each \
    im seit bis ab ende anfang mitte der die das den dem ein eine am vom zum zur no some any new old
    """
  )

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(separator: " ").map(String.init))
  }
}
