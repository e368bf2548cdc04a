package import Kernel

/// Why a file could not be converted at all.
package enum ConversionError: DomainError, Hashable {
    /// It is a report of another kind, such as a trial balance.
    case wrongReport(name: String, kind: WrongReport)
    /// No line names the columns of a list; the line that came nearest.
    case noHeader(nearest: [String])
    /// A needed column is missing from what looks like a form.
    case missingColumn(String, form: String)
    /// A `--map` names a column that the file does not have.
    case unknownHeader(String)
    /// A `--map` names a column that we do not have.
    case unknownField(String)
    /// There is no form of that name.
    case unknownForm(String)
    /// A DATEV file of another category than booking batches.
    case otherDATEVCategory(String)
    /// A sheet that others refer to has more rows than can be joined.
    case tooManyRowsToJoin(sheet: String, rowsMax: Int)
    /// The rows come to exactly twice the total that the file prints.
    case countedTwice

    package var kind: ErrorKind {
        if case .tooManyRowsToJoin = self { .tooLarge } else { .invalid }
    }

    package var code: String {
        switch self {
        case .wrongReport: "import_wrong_report"
        case .noHeader: "import_not_recognised"
        case .missingColumn: "import_column_missing"
        case .unknownHeader: "import_header_unknown"
        case .unknownField: "import_field_unknown"
        case .unknownForm: "import_form_unknown"
        case .otherDATEVCategory: "import_wrong_report"
        case .tooManyRowsToJoin: "import_too_many_rows"
        case .countedTwice: "import_counted_twice"
        }
    }

    package var userMessage: String {
        switch self {
        case .wrongReport(let name, let kind):
            return "The file is \(kind.phrase) (“\(ImportText.shortened(name, to: 80))”), not a"
                + " list of receivables."
        case .noHeader(let nearest) where nearest.isEmpty:
            return "The file has no line that names the columns of a list, such as"
                + " Customer, Invoice No, Invoice Date, Due Date, Amount."
        case .noHeader(let nearest):
            let names = ImportText.shortened(nearest.joined(separator: ", "), to: 120)
            return "No line of the file names the columns of a list that can be imported, such as"
                + " Customer, Invoice No, Invoice Date, Due Date, Amount; the nearest says"
                + " “\(names)”. Say with --map which column is what."
        case .missingColumn(let name, let form):
            return "The file looks like \(form), but it has no column “\(name)”."
        case .unknownHeader(let name):
            return "The file has no column “\(ImportText.shortened(name))”."
        case .unknownField(let name):
            return "“\(ImportText.shortened(name))” is not a column that can be imported; there"
                + " are \(ImportField.allCases.map(\.rawValue).joined(separator: ", "))."
        case .unknownForm(let id):
            return "There is no form “\(ImportText.shortened(id))”."
        case .otherDATEVCategory(let name):
            return "The DATEV file holds “\(ImportText.shortened(name, to: 60))”; only booking"
                + " batches (Buchungsstapel) can be imported."
        case .tooManyRowsToJoin(let sheet, let rowsMax):
            return "The sheet “\(ImportText.shortened(sheet, to: 60))” has more than \(rowsMax)"
                + " rows, which cannot be joined with those of the other sheets."
        case .countedTwice:
            return "The rows of the file come to exactly twice the total that it prints: its"
                + " subtotals look like rows. Say with --as and --map what is what."
        }
    }
}
