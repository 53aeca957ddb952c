/// Which state of the readers, layouts, solver and checks this program has.
///
/// Raise it with every change that may give another table, or another finding, for the same bytes and definition: then
/// tables that wait in quarantine are tried once more, and releases say which readers made them.
package let readerVersion = 1
