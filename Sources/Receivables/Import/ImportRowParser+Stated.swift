import Formats
import Kernel

/// Rows of converted lists, which may know more than plain ones (what is open, the kind of
/// document) and less (the amount, a date, a number).
extension ImportRowParser {
    mutating func parseStated(_ reader: borrowing CSVReader) throws(ImportProblem) -> ImportRow {
        try checkText(reader, columns.customer, .customer, Self.customerBytesMax)
        var row = ImportRow()
        let currency = try currency(reader)
        row.currency = currency == own ? nil : currency
        if form == .customers {
            try checkCustomer(reader)
        } else if form == .aging {
            try readBucket(reader, currency, &row)
        } else {
            let type = isEmpty(reader, columns.type) ? nil : typed(reader)
            try readAmounts(reader, type, currency, &row)
            try readRate(reader, &row)
            try readNumber(reader, isTyped: type != nil, &row)
            try readDates(reader, &row)
            row.isDisputed = try flag(reader, columns.disputed)
            try readApplied(reader, currency, &row)
        }
        return row
    }

    /// What a payment or a credit in a list of documents is applied to; all of it, unless the line
    /// says how much.
    private func readApplied(
        _ reader: borrowing CSVReader, _ currency: Currency, _ row: inout ImportRow
    ) throws(ImportProblem) {
        guard row.amount < 0, !isEmpty(reader, columns.appliedTo) else { return }
        try checkText(reader, columns.appliedTo, .appliedTo, Self.numberBytesMax)
        row.isApplied = true
        let applied = try optionalAmount(reader, columns.appliedAmount, .appliedAmount, currency)
        row.appliedAmount = applied.map(abs) ?? abs(row.amount)
    }

    private func typed(_ reader: borrowing CSVReader) -> ImportDocumentType? {
        ImportDocumentType(reader.withField(columns.type) { ImportText.string($0) })
    }

    private func checkCustomer(_ reader: borrowing CSVReader) throws(ImportProblem) {
        let fields: [(Int, ImportField)] = [
            (columns.customerName, .customerName), (columns.group, .group),
            (columns.terms, .terms), (columns.contact, .contact), (columns.email, .email),
            (columns.phone, .phone),
        ]
        for (column, field) in fields where !isEmpty(reader, column) {
            try checkText(reader, column, field, Self.customerBytesMax)
        }
    }

    // MARK: Amounts

    private func readAmounts(
        _ reader: borrowing CSVReader, _ type: ImportDocumentType?, _ currency: Currency,
        _ row: inout ImportRow
    ) throws(ImportProblem) {
        let amount = try optionalAmount(reader, columns.amount, .amount, currency)
        let open = try optionalAmount(reader, columns.open, .open, currency)
        let paid = try optionalAmount(reader, columns.paid, .paid, currency)
        guard let whole = try whole(amount, open, paid, &row) else {
            throw ImportProblem(.amount, .missing)
        }
        row.kind = ImportDocumentType.kind(type, amount: whole)
        row.amount = Self.signed(whole, row.kind)
        row.itemAmount = whole
        row.itemKind = ImportDocumentType.kind(type, amount: 0)
        if let open {
            // Some lists show credits as what they are worth, without a sign.
            row.openAmount = (whole < 0) == (row.amount < 0) ? open : -open
        } else if let paid {
            // More than all of it is paid: below zero, which is warned of.
            let part = readsPaidBack && whole > 0 ? paid : abs(paid)
            let left = abs(row.amount).subtractingReportingOverflow(part)
            row.openAmount = left.overflow ? 0 : left.partialValue * row.amount.signum()
        }
        guard row.amount.magnitude <= UInt64(Self.minorUnitsMax) else {
            throw ImportProblem(.amount, .tooLarge)
        }
    }

    /// What the document amounts to, as far as the line tells.
    private func whole(
        _ amount: Int64?, _ open: Int64?, _ paid: Int64?, _ row: inout ImportRow
    ) throws(ImportProblem) -> Int64? {
        if let amount, amount != 0 || (open ?? 0) == 0 { return amount }
        guard let open else { return amount }
        if let paid {
            if open < 0 { return open - abs(paid) }
            return open + (readsPaidBack ? paid : abs(paid))
        }
        row.isAmountUnknown = true
        return open
    }

    private static func signed(_ amount: Int64, _ kind: DocumentKind) -> Int64 {
        switch kind {
        case .invoice, .openingBalance: amount
        case .creditNote, .receipt: -abs(amount)
        case .refund: abs(amount)
        }
    }

    private func optionalAmount(
        _ reader: borrowing CSVReader, _ column: Int, _ field: ImportField, _ currency: Currency
    ) throws(ImportProblem) -> Int64? {
        isEmpty(reader, column) ? nil : try amount(reader, column, field, currency)
    }

    // MARK: Number and dates

    private func readNumber(
        _ reader: borrowing CSVReader, isTyped: Bool, _ row: inout ImportRow
    ) throws(ImportProblem) {
        row.hasNumber = !isEmpty(reader, columns.number)
        // A number is made up for what usually has none.
        if row.hasNumber || !(isTyped || row.kind != .invoice) {
            try checkText(reader, columns.number, columns.numberField, Self.numberBytesMax)
        }
    }

    private func readDates(
        _ reader: borrowing CSVReader, _ row: inout ImportRow
    ) throws(ImportProblem) {
        let date = try optionalDate(reader, columns.date, columns.dateField)
        let due = try optionalDate(reader, columns.dueDate, .dueDate)
        let estimated = date == nil && due == nil ? dayOfBucket(reader) : nil
        guard let known = date ?? due ?? estimated else {
            throw ImportProblem(columns.dateField, .missing)
        }
        row.date = known
        row.isDateUnknown = date == nil
        row.isDateEstimated = estimated != nil
        // A credit is due on its own date, whatever the list says.
        let isCredit = row.kind == .creditNote || row.kind == .receipt
        row.dueDate = isCredit ? known : due ?? known
        row.isDueUnknown = isCredit ? row.isDateUnknown : due == nil
        row.settledDate = try optionalDate(reader, columns.settledDate, .settledDate)
        row.statedOn = statedOn?.daysSince2000 ?? known
        guard let settled = row.settledDate, columns.open >= 0 || columns.paid >= 0 else { return }
        row.statedOn = settled
        row.isDated = true
        if row.openAmount == nil { row.openAmount = 0 }
    }

    /// The day on which what stands in the line's bucket was due; an aging list may say no more.
    private func dayOfBucket(_ reader: borrowing CSVReader) -> Int32? {
        guard let statedOn, !isEmpty(reader, columns.bucket) else { return nil }
        return statedOn.daysSince2000 - bucketDays(reader)
    }

    // MARK: Lists without documents

    private func readBucket(
        _ reader: borrowing CSVReader, _ currency: Currency, _ row: inout ImportRow
    ) throws(ImportProblem) {
        row.kind = .openingBalance
        row.amount = try amount(reader, columns.open, .open, currency)
        row.bucketDays = bucketDays(reader)
        row.date = statedOn?.daysSince2000 ?? 0
        row.dueDate = row.date - row.bucketDays
    }

    private func bucketDays(_ reader: borrowing CSVReader) -> Int32 {
        switch (days(reader, columns.bucketFrom), days(reader, columns.bucketTo)) {
        case (nil, nil): 0
        case (nil, let to?): min(0, to)
        case (let from?, nil): from
        case (let from?, let to?): from <= 0 ? to.clamped(0) : (from + to) / 2
        }
    }

    private func days(_ reader: borrowing CSVReader, _ column: Int) -> Int32? {
        let text = reader.withField(column) { ImportText.string($0) }
        guard let days = Int32(text), days.magnitude < 100_000 else { return nil }
        return days
    }
}

extension Int32 {
    /// A bucket that begins before anything is overdue stands for what is not due yet, or, when it
    /// reaches further, for the middle of it.
    fileprivate func clamped(_ least: Int32) -> Int32 { self <= least ? least : self / 2 }
}
