extension Note {
  init(_ entry: NoteList.Entry) {
    self.id = entry.id
    self.text = entry.item.text
    self.say = entry.item.say
    self.date = entry.item.date
    self.tags = entry.item.tags
    self.isPrivate = entry.item.isPrivate
    self.promise = entry.item.promise
    self.line = entry.line
  }
}
