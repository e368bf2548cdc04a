import Formats
import Kernel
import PostgresClient
import Tenancy

/// A file that is ready to be read line by line: itself, or the list it was converted into.
struct ImportMaterial {
    let list: ImportFile
    let scan: ImportScan
    /// Nil for a plain list, which is read as it is.
    let understanding: ImportUnderstanding?
    /// Of the file as people have it; nil where the list is that file.
    let digest: [UInt8]?
    let isDayAssumed: Bool
    /// Of the header, for remembering how it was mapped.
    let shape: String?
    /// The name of a plain list's form, where it has one of its own.
    let form: RecognisedForm?

    /// Takes a plain list; nil if some of its dates or amounts are written as in no plain list.
    ///
    /// - Throws: `ImportError`.
    init?(
        _ scope: Scope, _ request: ImportRequest, plain: ImportFile, _ header: PlainHeader,
        rowsMax: Int? = nil
    ) throws(ImportError) {
        let scan: ImportScan
        do {
            scan = try ImportScan(
                plain, form: request.form, map: header.map,
                currency: scope.tenant.currency, locale: scope.tenant.locale, rowsMax: rowsMax)
        } catch let error as ImportError {
            // Dates that the reader of plain lists finds mixed may read in another way.
            if error == .mixedDates { return nil }
            throw error
        } catch let error as CSVError {
            throw .file(error)
        } catch {
            throw .file(.readFailed(reason: "\(error)"))
        }
        guard scan.isClear else { return nil }
        list = plain
        self.scan = scan
        understanding = nil
        digest = nil
        isDayAssumed = false
        shape = TableHeader(header.headers).shape
        form = header.form
    }

    /// Takes a converted list.
    init(
        _ scope: Scope, _ request: ImportRequest, list: ImportFile,
        understanding: ImportUnderstanding, digest: [UInt8]? = nil
    ) throws {
        let day = ImportStatedDay(
            asked: request.asOf, stated: understanding.asOf, today: scope.today())
        self.list = list
        self.understanding = understanding
        self.digest = digest
        isDayAssumed = day.isAssumed
        shape = understanding.shape.isEmpty ? nil : understanding.shape
        form = nil
        scan = try ImportScan(
            list, understanding: understanding, statedOn: day.date,
            own: scope.tenant.currency, locale: scope.tenant.locale)
    }
}
