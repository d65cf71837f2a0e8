package import Contacts
extension LetterRenderer {
  package func render(for contacts: [Contact], template: String? = nil) throws(TemplateError)
    -> RenderedLetter
  {
    throw TemplateError("", condition: .emptySubject)
  }
}
