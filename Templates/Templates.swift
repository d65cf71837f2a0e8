/// The letters and snippets that come with touchbase, embedded in the program.
package enum Templates {
}
