import App
import ArgumentParser
import Formats
import FoundationEssentials
import Identity
import Kernel
import Tenancy

extension AuditAction: ExpressibleByArgument {}
extension AuditObject.Kind: ExpressibleByArgument {}

struct AuditListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show who did what, the newest first.",
        discussion: "Without a tenant, whoever runs the installation sees all records.")

    @Option(help: "The records of one tenant.")
    var tenant: String?

    @Option(help: "The first day, YYYY-MM-DD.")
    var from: LocalDate?

    @Option(help: "The last day, YYYY-MM-DD.")
    var to: LocalDate?

    @Option(help: "An e-mail address, a key's name, or “system”, “command line”, “nobody”.")
    var actor: String?

    @Option(help: "What was done, such as login.failed.")
    var action: AuditAction?

    @Option(help: "On what kind of thing, such as document.")
    var object: AuditObject.Kind?

    @Option(help: "Its number, or an e-mail address or name.")
    var id: String?

    @Option(help: "How many, at most 1000.")
    var limit = 100

    @Option(help: "Go on behind this: the “next” of the answer before.")
    var after: String?

    @Flag(help: "Print the result as JSON.")
    var json = false

    private struct Page: Encodable {
        let items: [AuditJSON]
        let next: String?
    }

    func run() async throws {
        guard (1...AuditService.pageMax).contains(limit) else {
            throw ValidationError("--limit is a number from 1 to \(AuditService.pageMax).")
        }
        let cursor = try after.map { text in
            guard let cursor = AuditCursor(text) else {
                throw ValidationError("--after wants the “next” of the answer before.")
            }
            return cursor
        }
        let (entries, hasMore) = try await Session.run { services, _ in
            let isOperator = try Configuration.load().user == nil
            if tenant == nil, isOperator {
                return try await services.audit.listAll(filter, after: cursor, limit: limit)
            }
            let scope = try await Session.scope(services, tenant: tenant)
            return try await services.audit.list(scope, filter, after: cursor, limit: limit)
        }
        let next = hasMore ? entries.last?.cursor.text : nil
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let page = Page(items: entries.map(AuditJSON.init), next: next)
            StandardStream.output.write(Array(try encoder.encode(page)) + [UInt8(ascii: "\n")])
        } else {
            show(entries, next)
        }
    }

    private var filter: AuditFilter {
        var filter = AuditFilter()
        (filter.from, filter.to, filter.actor) = (from, to, actor)
        (filter.action, filter.object, filter.objectID) = (action, object, id)
        return filter
    }

    private func show(_ entries: [AuditEntry], _ next: String?) {
        guard !entries.isEmpty else {
            return StandardStream.output.write("No record was found.\n")
        }
        var table = TextTable([
            .text("When"), .text("Who"), .text("What"), .text("On"), .text("Changes"),
            .text("From"),
        ])
        for entry in entries {
            let changes = AuditChange.list(entry.before, entry.after).map(\.sentence)
            table.append([
                String("\(entry.at)".prefix(19)), entry.actor, entry.phrase, entry.object,
                changes.joined(separator: "; "), entry.address,
            ])
        }
        StandardStream.output.write(table.rendered(widthMax: StandardStream.output.width))
        if let next { StandardStream.output.write("There are older ones: --after \(next)\n") }
    }
}
