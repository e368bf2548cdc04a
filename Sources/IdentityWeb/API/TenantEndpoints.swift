import Hummingbird
import Kernel
import Tenancy
import WebSupport

/// `/api/v1/tenants/`: the companies that whoever asks belongs to; `/api/v1/tenants/NAME/`: one of
/// them, which its owner may change (PATCH), have as one file or delete.
struct TenantEndpoints: Sendable {
    static let path = "/api/v1/tenants"
    static let name = APIParameter<String>.path(
        "name", "The company's name.", TenantMembers.nameText)
    private static let page = APIPage("TenantPage", of: TenantObjects.tenant)
    /// The first answer waits so long for a file that is made at once.
    private static let patience: Duration = .seconds(1)

    let tenants: TenantService
    let once: OnceService
    let exports: CompanyExports
    let environment: WebEnvironment

    func add(to routes: inout RouteTable) {
        for operation in [list, one, change, export, remove] { routes.add(operation, environment) }
    }

    private var list: APIOperation {
        let environment = environment
        return APIOperation(
            plain: .get, Self.path, "listTenants", .administration,
            "Lists the companies that you belong to", answer: .object(Self.page.schema)
        ) { _, context in
            let visitor = try context.loggedIn()
            // One that refuses everything else is not offered either.
            let open = try await environment.tenants.own(visitor).filter {
                !visitor.lockedTenants.contains($0.name)
            }
            return .json(Self.page.bytes(open, next: nil))
        }.with {
            $0.about =
                "All on one page, but for those that ask for a second factor that you do not have."
            $0.needsTenant = false
        }
    }

    private var one: APIOperation {
        let object = TenantObjects.tenant
        return APIOperation(
            .get, "\(Self.path)/:name", "getTenant", .administration, "One company",
            answer: .object(object.schema)
        ) { call in
            .read(object.bytes(call.scope.tenant))
        }.with {
            $0.tenantParameter = Self.name.info.name
            $0.parameters = [Self.name.info]
        }
    }

    private var change: APIOperation {
        let (object, once) = (TenantObjects.tenant, once)
        return APIOperation(
            .patch, "\(Self.path)/:name", "changeTenant", .administration, "Changes a company",
            answer: .object(object.schema)
        ) { call in
            let changes = try call.input(TenantPatch.self).changes
            if let name = changes.name, name != call.scope.tenant.name {
                try call.context.requireRecentProof(
                    at: call.environment.now(), backTo: "/admin/company/")
            }
            return .once(
                try await once.performOutside(call.scope, try call.once()) {
                    let left = try await tenants.change(call.scope, changes) { found in
                        try call.checkMatch(object.bytes(found))
                    }
                    return OnceAnswer(status: 200, body: object.bytes(left))
                })
        }.with {
            $0.about =
                "What is left out stays as it is. Log in anew to rename it, where that was more"
                + " than ten minutes ago. What is sent again under its key gets the same answer"
                + " at the same address, though the company is called something else by then."
            $0.permission = .manageTenant
            $0.tenantParameter = Self.name.info.name
            $0.parameters = [Self.name.info]
            $0.input = TenantPatch.schema
            $0.example = #"{"aging_limits": [30, 60, 90, 120], "fiscal_year_start": 4}"#
            $0.isOnce = true
            $0.checksMatch = true
            $0.answeredBefore = { scope, request in try await once.answer(to: request, scope) }
            $0.problems = [
                TenancyError.nameTaken(""), TenancyError.currencyFixed(""),
                TenancyError.invalidLimits, TenancyError.invalidName(""),
                TenancyError.unknownTimeZone(""), TenancyError.invalidLocale(""),
                WebError.confirmationNeeded(backTo: ""),
            ]
            $0.member = TenantMembers.member
        }
    }

    private var export: APIOperation {
        let object = ExportObjects.export
        return APIOperation(
            .post, "\(Self.path)/:name/export", "exportTenant", .administration,
            "Makes one file of everything that a company has",
            answer: APIAnswer(
                .accepted, "It is being made; how far it is stands in the answer.",
                .object(object.schema))
        ) { call in
            try call.context.requireRecentProof(
                at: call.environment.now(), backTo: "/admin/company/")
            let begun = try await exports.desk.begin(
                exports.work(call.scope), call.scope, atMost: Self.patience)
            return .accepted(object.bytes(begun), path: "\(ExportObjects.path)/\(begun.id)/")
        }.with {
            $0.about =
                "A ZIP archive with every table, the members and all records, as of one moment. Ask"
                + " at the address in `Location`, as the same company, until `state` is `done`, then"
                + " fetch the file behind it (`file/`). It is kept for an hour, for whoever asked for"
                + " it. Log in anew where that was more than ten minutes ago. Each request makes"
                + " another file, so that it takes no key."
            $0.permission = .manageTenant
            $0.tenantParameter = Self.name.info.name
            $0.parameters = [Self.name.info]
            $0.problems = [ExportStoreError.tooMany, WebError.confirmationNeeded(backTo: "")]
        }
    }

    private var remove: APIOperation {
        let object = TenantObjects.tenant
        return APIOperation(
            .delete, "\(Self.path)/:name", "deleteTenant", .administration,
            "Closes a company to everybody", answer: .nothing
        ) { call in
            try call.context.requireRecentProof(
                at: call.environment.now(), backTo: "/admin/company/")
            let name = call.scope.tenant.name.text
            guard try call.input(TenantDeletionInput.self).confirm == name else {
                throw TenancyError.notConfirmed(name)
            }
            try await tenants.delete(call.scope, at: call.environment.now()) { found in
                try call.checkMatch(object.bytes(found))
            }
            return .nothing
        }.with {
            $0.about =
                "Its rows go after \(TenantService.graceDays) days; until then operators can open it"
                + " again. Log in anew where that was more than ten minutes ago. There is nothing"
                + " to do twice, so that it takes no key."
            $0.permission = .manageTenant
            $0.tenantParameter = Self.name.info.name
            $0.parameters = [Self.name.info]
            $0.input = TenantDeletionInput.schema
            $0.example = #"{"confirm": "northwind"}"#
            $0.checksMatch = true
            $0.problems = [
                TenancyError.notConfirmed(""), WebError.confirmationNeeded(backTo: ""),
            ]
            $0.member = TenantMembers.member
        }
    }
}
