import BooksTestSupport
import Kernel
import Tenancy

extension InstallationFixture {
    static func settings(_ name: String) throws -> TenantSettings {
        TenantSettings(
            name: try TenantName(name), currency: "USD",
            timeZone: try TimeZoneName("Europe/Berlin"))
    }

    @discardableResult
    func create(_ name: String) async throws -> Tenant {
        try await tenants.create(Self.settings(name))
    }
}
