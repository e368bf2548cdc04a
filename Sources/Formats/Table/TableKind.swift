/// What kind of table a file holds, by its content.
package enum TableKind: Hashable, Sendable {
    /// Text with a separator between the fields.
    case delimited(TextEncoding)
    /// A workbook as spreadsheet programs write it today.
    case spreadsheet
    /// A workbook of an older kind: binary, or the XML of Excel 2003.
    case legacySpreadsheet
    /// A web page with tables, often named .xls.
    case html
    case json
}
