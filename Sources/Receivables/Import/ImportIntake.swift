import Formats
import Kernel
import PostgresClient
import Tenancy

/// Finds out how a file can be read: a plain list as it is, which is quick, and everything else by
/// converting it first.
struct ImportIntake {
    /// Forms whose header is that of a plain list.
    private static let plainIDs: Set<String> = ["payment-history"]
    /// What a plain list cannot say.
    private static let furtherFields: [ImportField] = [
        .open, .paid, .type, .status, .bucket, .rate, .baseAmount,
    ]

    let scope: Scope
    let request: ImportRequest
    let file: ImportFile
    /// The file turned out not to be what a plain list is.
    let mustConvert: Bool
    let progress: (ImportProgress) -> Void
    /// For a look at the beginning; nil reads all.
    var rowsMax: Int?

    /// - Throws: `ImportError`, `TableError`, `ConversionError`, `CSVError`.
    func material(on connection: isolated PostgresConnection) throws -> ImportMaterial {
        var plainError: ImportError?
        let mappings = try mappings(on: connection)
        if !mustConvert {
            do throws(ImportError) {
                if let header = try plain(mappings),
                    let material = try ImportMaterial(
                        scope, request, plain: file, header, rowsMax: rowsMax)
                {
                    return material
                }
            } catch {
                if error.isOfPlainList { throw error }
                plainError = error
            }
        }
        do {
            let material = try converted(mappings)
            let isPlain = material.understanding?.formID.hasPrefix("plain-") == true
            if let plainError, isPlain, case .missingColumn = plainError { throw plainError }
            return material
        } catch let error as ConversionError {
            // It looks like a plain list, of which this says more.
            if let plainError, error.isOfHeader { throw plainError }
            throw error
        }
    }

    // MARK: Plain lists

    /// The header of a plain list; nil for all other files.
    ///
    /// - Throws: what is wrong with the header of what may be meant as one.
    private func plain(
        _ mappings: [String: [String: String]]
    ) throws(ImportError) -> PlainHeader? {
        guard request.form != .aging, request.form != .customers, file.isText else { return nil }
        let headers: [String]
        do {
            var reader = try CSVReader(file.source())
            headers = try ImportScan.headers(&reader)
        } catch {
            return nil
        }
        if WrongReport(header: TableHeader(headers)) != nil { return nil }
        let vendor = RecognisedForms.vendorForm(matching: headers)
        if let vendor, !Self.plainIDs.contains(vendor.id) { return nil }
        let remembered = mappings[HeaderShape.of(headers)] ?? [:]
        let map = request.columnMap.isEmpty ? remembered : request.columnMap
        let layout = try ImportLayout(headers: headers, form: request.form, map: map)
        let further = Set(
            Self.furtherFields.flatMap(\.names) + BookingSide.columnNames
                + ColumnMap.ownAmounts(scope.tenant.currency))
        let saysMore = layout.ignored.contains { further.contains(HeaderName.normalized($0)) }
        return saysMore ? nil : PlainHeader(headers: headers, map: map, form: vendor)
    }

    // MARK: Conversion

    private func converted(
        _ mappings: [String: [String: String]]
    ) throws -> ImportMaterial {
        let table = try TableFile(descriptor: file.number)
        let list = try ImportFile.temporary()
        var writer = CanonicalListWriter { bytes in try list.append(bytes) }
        let reader = ImportTableReader(
            try table.reader(), rowsMax: rowsMax, progress: progress)
        let conversion = try ListConverter(options(mappings)).convert(reader, to: &writer)
        try writer.flush()
        return try ImportMaterial(
            scope, request, list: list, understanding: ImportUnderstanding(conversion),
            digest: rowsMax == nil ? try digest() : nil)
    }

    /// What people said of headers before, by their shapes.
    func mappings(
        on connection: isolated PostgresConnection
    ) throws -> [String: [String: String]] {
        var mappings: [String: [String: String]] = [:]
        for row in try connection.query(ImportStorage.mappings) {
            let headers = try row.decode(1, as: [String].self)
            let fields = try row.decode(2, as: [String].self)
            mappings[try row.string(0)] = Dictionary(
                zip(headers, fields), uniquingKeysWith: { first, _ in first })
        }
        return mappings
    }

    func options(_ mappings: [String: [String: String]]) -> ConversionOptions {
        ConversionOptions(
            form: request.form, map: request.columnMap, mappings: mappings,
            currency: scope.tenant.currency, asOf: request.asOf,
            prefersMonthFirst: scope.tenant.locale.lowercased().hasPrefix("en-us"))
    }

    private func digest() throws -> [UInt8] {
        let source = HashingSource(try file.source())
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        while try source.read(into: buffer) > 0 {}
        return source.digest
    }
}

/// The header of a plain list and what its form is called, if it has a name of its own.
struct PlainHeader {
    let headers: [String]
    /// Our column names by the file's, said now or before.
    let map: [String: String]
    let form: RecognisedForm?
}

extension ConversionError {
    /// Whether no more was found out than that the columns are not clear.
    fileprivate var isOfHeader: Bool {
        switch self {
        case .noHeader, .missingColumn, .unknownHeader, .unknownField: true
        default: false
        }
    }
}

extension ImportError {
    /// Whether only a header that is meant as a plain list's can be wrong in this way.
    fileprivate var isOfPlainList: Bool {
        switch self {
        case .repeatedColumn, .mixedForms: true
        default: false
        }
    }
}

extension ImportUnderstanding {
    init(_ conversion: ListConversion) {
        self.init(
            formID: conversion.form.id, title: conversion.form.title,
            list: conversion.form.list, isAging: conversion.form.isAging, asOf: conversion.asOf,
            currency: conversion.currency, titles: conversion.headers,
            rejects: conversion.rejects, rejectedRows: conversion.rejectedRows,
            amountNames: conversion.amountNames, isMended: conversion.isMended,
            rejected: conversion.rejected, warnings: conversion.warnings, rows: conversion.rows,
            shape: conversion.shape, items: conversion.items,
            rejectedItems: conversion.rejectedItems)
    }
}
