import Kernel
import Receivables

/// The form of a file's page: how it is to be imported.
struct ImportFileForm {
    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    struct Group {
        let label: String
        let options: [Option]
    }

    struct Column {
        let index: String
        let header: String
        let samples: [String]
        let hasSamples: Bool
        let isBucket: Bool
        /// It can be chosen what it is.
        let canChoose: Bool
        let isIgnored: Bool
        let was: String
        let groups: [Group]
    }

    let types: [Option]
    let asOf: String
    /// The day that the file states, as a form writes it.
    let stated: String
    let asOfHint: String
    let needsDay: Bool
    let dayMax: String
    let isStrict: Bool
    let isComplete: Bool
    let mapped: String
    let isMapRemembered: Bool
    let columns: [Column]
    let hasColumns: Bool
    let used: String
    /// Columns must be named before it can be read.
    let isRefused: Bool
    let refusal: String?
    let advice: String?
    let canStart: Bool
    let whyNot: String

    init(
        _ preview: ImportPreview, _ upload: ImportUpload, format: LocaleFormat, today: LocalDate?
    ) {
        let options = upload.options
        let understood = preview.understood
        types = ImportForm.allCases.map { form in
            Option(
                value: form.rawValue, label: ImportWords.form(form),
                isChosen: form == options.form)
        }
        let statedOn = understood?.statedOn
        asOf = (options.asOf ?? statedOn).map { "\($0)" } ?? ""
        stated = statedOn.map { "\($0)" } ?? ""
        let hasRows = understood?.rows.isEmpty == false
        needsDay = hasRows && understood?.needsDay == true
        dayMax = today.map { "\($0)" } ?? ""
        asOfHint =
            if let statedOn {
                "The file says \(format.format(statedOn))."
            } else if needsDay {
                "The file says what is open, but not on which day. Enter the day of the report."
            } else {
                "The day for which the file holds; lists of invoices need none."
            }
        isStrict = options.isStrict
        isComplete = options.isComplete
        mapped = options.map.isEmpty ? "" : "yes"
        isMapRemembered = preview.isMapRemembered
        columns = preview.columns.enumerated().map { Self.column($0, $1) }
        hasColumns = !preview.columns.isEmpty
        let count = preview.columns.count { $0.field != nil || $0.isBucket }
        used = "\(format.format(count)) of \(format.format(preview.columns.count)) used"
        if case .refused(let code, let sentence) = preview.outcome {
            refusal = ImportWords.onPage(sentence)
            advice = preview.columns.isEmpty ? nil : ImportWords.advice(code)
            isRefused = true
        } else {
            (refusal, advice, isRefused) = (nil, nil, false)
        }
        // Rejected rows alone are worth it: an import hands them back, to be mended.
        canStart = (hasRows || (understood?.rejected ?? 0) > 0) && !needsDay
        whyNot =
            if needsDay {
                "Enter the day first."
            } else if understood != nil {
                "There is nothing to import."
            } else if preview.columns.isEmpty {
                "Nothing of this file can be imported; send another one."
            } else {
                "Say below which column is what, then import."
            }
    }

    private static func column(_ index: Int, _ column: ImportPreviewColumn) -> Column {
        var groups: [Group] = []
        for choice in ImportFieldChoice.all {
            let option = Option(
                value: choice.id, label: choice.title, isChosen: choice.id == column.field)
            if let last = groups.last, last.label == choice.group {
                groups[groups.count - 1] = Group(
                    label: last.label, options: last.options + [option])
            } else {
                groups.append(Group(label: choice.group, options: [option]))
            }
        }
        return Column(
            index: String(index), header: column.header, samples: column.samples,
            hasSamples: !column.samples.isEmpty, isBucket: column.isBucket,
            canChoose: !column.isBucket && column.isNamed, isIgnored: column.field == nil,
            was: column.field ?? "", groups: groups)
    }
}
