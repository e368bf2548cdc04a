import ArgumentParser
import Kernel
import Tenancy

struct TenantSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change what a tenant is called and how it counts.")

    @OptionGroup var option: TenantOption

    @Option(help: "Another name; it stands in addresses and commands.")
    var name: String?

    @Option(help: "The time zone that decides what day it is, such as Europe/Berlin.")
    var timeZone: String?

    @Option(help: "The language tag for dates and numbers, such as de-DE.")
    var locale: String?

    @Option(help: "The aging limits, such as 30,60,90,120.")
    var buckets: String?

    @Option(help: "The month in which the fiscal year begins, 1 to 12.")
    var fiscalYearStart: Int?

    func run() async throws {
        let changes = try changes()
        let tenant = option.tenant
        try await Session.run { services, _ in
            let scope = try await Session.scope(services, tenant: tenant)
            let changed = try await services.tenants.change(scope, changes)
            let limits = changed.agingLimits.map(String.init).joined(separator: ", ")
            StandardStream.output.write(
                "\(changed.name): \(changed.timeZone.name), \(changed.locale), aging limits"
                    + " \(limits), fiscal year from month \(changed.fiscalYearStart).\n")
        }
    }

    private func changes() throws(TenancyError) -> TenantChanges {
        var changes = TenantChanges()
        if let name { changes.name = try TenantName(name) }
        if let timeZone {
            guard let zone = try? TimeZoneName(timeZone) else {
                throw .unknownTimeZone(timeZone)
            }
            changes.timeZone = zone
        }
        changes.locale = locale
        if let buckets {
            let days = buckets.split(separator: ",").map { Int($0) }
            guard !days.contains(nil) else { throw .invalidLimits }
            changes.agingLimits = days.compactMap(\.self)
        }
        changes.fiscalYearStart = fiscalYearStart
        return changes
    }
}
