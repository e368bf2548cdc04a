import Identity
import Kernel
import Tenancy
import WebSupport

/// The records of a tenant with the form that chooses among them.
struct AuditPage {
    struct Row {
        let machineTime: String
        let time: String
        let actor: String
        let phrase: String
        let object: String
        let changes: [AuditChange]
        let hasChanges: Bool
        let address: String
        /// nil where none is known, as of the command line.
        let requestID: String?
        /// Enough of it to tell rows of one request from the others.
        let requestStart: String
    }

    struct Option {
        let value: String
        let label: String
        let isChosen: Bool
    }

    /// All of a longer list is in the exported files.
    private static let listMax = 4
    private static let requestStartLength = 8

    let layout: PageLayout
    let tenant: String
    /// Of the times.
    let zone: String
    let action: String
    let from: String
    let to: String
    let actor: String
    let objectID: String
    let actions: [Option]
    let objects: [Option]
    let rows: [Row]
    let hasRows: Bool
    /// Whether all records were asked for and there is none.
    let isFiltered: Bool
    let first: String?
    let next: String?
    let exports: ExportLinks

    init(
        _ entries: [AuditEntry], _ question: AuditQuestion, scope: Scope, layout: PageLayout,
        isFirst: Bool, hasMore: Bool
    ) {
        self.layout = layout
        tenant = scope.tenant.name.text
        let path = "\(AuditPageHandler.path)/"
        action = path
        from = question.value("from")
        to = question.value("to")
        actor = question.value("actor")
        objectID = question.value("id")
        actions = Self.options(
            AuditAction.allCases.map { ($0.rawValue, $0.phrase) }, question.value("action"))
        objects = Self.options(
            AuditObject.Kind.allCases.map { ($0.rawValue, $0.rawValue) }, question.value("object"))
        let time = LocalTime(scope.tenant)
        zone = time.zone
        rows = entries.map { Self.row($0, time) }
        hasRows = !rows.isEmpty
        isFiltered = !question.filter.isEmpty || !isFirst
        first = isFirst ? nil : question.address(path)
        next = hasMore ? entries.last.map { question.address(path, after: $0.cursor) } : nil
        exports = ExportLinks(of: "These records", kinds: ["xlsx", "csv"]) { kind in
            question.address("\(AuditPageHandler.path)/export.\(kind)")
        }
    }

    private static func row(_ entry: AuditEntry, _ time: LocalTime) -> Row {
        let changes = AuditChange.list(entry.before, entry.after, listMax: Self.listMax)
        return Row(
            machineTime: "\(entry.at)", time: time.second(entry.at),
            actor: entry.actor, phrase: entry.phrase, object: entry.object, changes: changes,
            hasChanges: !changes.isEmpty, address: entry.address,
            requestID: entry.requestID.isEmpty ? nil : entry.requestID,
            requestStart: String(entry.requestID.prefix(Self.requestStartLength)))
    }

    private static func options(_ all: [(String, String)], _ chosen: String) -> [Option] {
        [Option(value: "", label: "anything", isChosen: chosen.isEmpty)]
            + all.sorted { $0.1 < $1.1 }.map {
                Option(value: $0.0, label: $0.1, isChosen: $0.0 == chosen)
            }
    }
}
