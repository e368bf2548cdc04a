// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

// Where the rules are. With COUNTINGHOUSE_COVERAGE set, as `make test` does, the program counts
// which of their lines run.
let isCounting = Context.environment["COUNTINGHOUSE_COVERAGE"] != nil
let counting: [SwiftSetting] =
    isCounting ? [.unsafeFlags(["-profile-generate", "-profile-coverage-mapping"])] : []
let countingLink: [LinkerSetting] = isCounting ? [.unsafeFlags(["-profile-generate"])] : []

let package = Package(
    name: "countinghouse",
    products: [
        .executable(name: "countinghouse", targets: ["CommandLineTool"])
    ],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(
            name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
        // What `scripts/fetch-assets.sh` fetched, in the binary.
        .target(name: "CWebAssets"),
        .systemLibrary(
            name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(
            name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
        // Without pkg-config, whose flags for it the package manager refuses.
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(
            name: "CXlsxWriter", pkgConfig: "xlsxwriter",
            providers: [.apt(["libxlsxwriter-dev"])]),
        .target(name: "Kernel", swiftSettings: strict + counting, linkerSettings: countingLink),
        .target(
            name: "Formats",
            dependencies: ["Kernel", "CZlib", "CLibXML2", "CLibZip", "CXlsxWriter"],
            resources: [.embedInCode("Export/export.typ")],
            swiftSettings: strict + counting),
        .target(name: "PostgresClient", dependencies: ["CLibPQ", "Kernel"], swiftSettings: strict),
        .target(
            name: "Tenancy",
            dependencies: [
                "Kernel", "PostgresClient", .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [
                .embedInCode("Migrations/0001_shared.sql"),
                .embedInCode("Migrations/0002_audit.sql"),
                .embedInCode("Migrations/0003_tenants.sql"),
                .embedInCode("Migrations/0004_versions.sql"),
                .embedInCode("Comparison/places.sql"),
                .embedInCode("Comparison/lines.sql"),
                .embedInCode("Comparison/differences.sql"),
                .embedInCode("Comparison/elsewhere.sql"),
            ],
            swiftSettings: strict + counting),
        .target(
            name: "Jobs",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy",
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [.embedInCode("Migrations/0001_jobs.sql")],
            swiftSettings: strict + counting),
        .target(
            name: "Mail", dependencies: ["Kernel", "CCurl"], swiftSettings: strict + counting),
        .target(
            name: "Outbound",
            dependencies: [
                "Kernel", .product(name: "AsyncHTTPClient", package: "async-http-client"),
            ], swiftSettings: strict + counting),
        .target(
            name: "Redis",
            dependencies: ["CHiredis", .product(name: "Logging", package: "swift-log")],
            swiftSettings: strict),
        .target(
            name: "Identity",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Mail", "Outbound", "CArgon2",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "JWTKit", package: "jwt-kit"),
            ],
            resources: [
                .embedInCode("Migrations/0001_identity.sql"),
                .embedInCode("Migrations/0002_second_factor.sql"),
                .embedInCode("Migrations/0003_mail_and_oidc.sql"),
                .embedInCode("Migrations/0004_versions.sql"),
                .embedInCode("common-passwords.txt"),
            ],
            swiftSettings: strict + counting),
        .target(
            name: "Webhooks",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Jobs", "Outbound", "Identity",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("Migrations/0001_endpoints.sql"),
                .embedInCode("Migrations/0002_outbox.sql"),
            ],
            swiftSettings: strict + counting),
        .target(
            name: "Ledger", dependencies: ["Kernel", "PostgresClient", "Tenancy"],
            resources: [.embedInCode("Migrations/0001_ledger.sql")],
            swiftSettings: strict + counting),
        .target(
            name: "Receivables",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Ledger", "Formats",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            resources: [
                .embedInCode("Migrations/0001_tables.sql"),
                .embedInCode("Migrations/0002_posting.sql"),
                .embedInCode("Migrations/0003_settling.sql"),
                .embedInCode("Migrations/0004_corrections.sql"),
                .embedInCode("Migrations/0005_rollups.sql"),
                .embedInCode("Migrations/0006_rights.sql"),
                .embedInCode("Migrations/0007_import.sql"),
                .embedInCode("Migrations/0008_import_applications.sql"),
                .embedInCode("Migrations/0009_import_storing.sql"),
                .embedInCode("Migrations/0010_import_allocating.sql"),
                .embedInCode("Migrations/0011_import_records.sql"),
                .embedInCode("Migrations/0012_import_comparing.sql"),
                .embedInCode("Migrations/0013_import_balances.sql"),
                .embedInCode("Migrations/0014_import_aging.sql"),
                .embedInCode("Migrations/0015_import_customers.sql"),
                .embedInCode("Migrations/0016_reports.sql"),
                .embedInCode("Migrations/0017_account_pages.sql"),
                .embedInCode("Migrations/0018_import_undo.sql"),
                .embedInCode("Migrations/0019_import_items.sql"),
                .embedInCode("Migrations/0020_portfolios.sql"),
                .embedInCode("Migrations/0021_api.sql"),
                .embedInCode("Migrations/0022_events.sql"),
            ],
            // The importer hands out trimmed views of a field without copying it.
            swiftSettings: strict + counting + [.enableExperimentalFeature("Lifetimes")]),
        .target(
            name: "Demo", dependencies: ["Kernel", "PostgresClient", "Tenancy", "Receivables"],
            swiftSettings: strict),
        .target(
            name: "WebSupport",
            dependencies: [
                "Kernel", "Tenancy", "Formats", "CWebAssets", "CZlib",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ],
            resources: [
                .embedInCode("Static/api-docs.css"),
                .embedInCode("Static/api-docs.js"),
                .embedInCode("Static/tokens.css"),
                .embedInCode("Static/frame.css"),
                .embedInCode("Static/layout.css"),
                .embedInCode("Static/forms.css"),
                .embedInCode("Static/components.css"),
                .embedInCode("Static/messages.css"),
                .embedInCode("Static/tables.css"),
                .embedInCode("Static/charts.css"),
                .embedInCode("Static/print.css"),
                .embedInCode("Static/app.js"),
                .embedInCode("Static/theme.js"),
                .embedInCode("Static/hits.js"),
                .embedInCode("Static/keys.js"),
                .embedInCode("Static/charts.js"),
                .embedInCode("Static/chart-options.js"),
                .embedInCode("Static/export.js"),
                .embedInCode("Static/icon.svg"),
                .embedInCode("Templates/csrf.mustache"),
                .embedInCode("Templates/error.mustache"),
                .embedInCode("Templates/export.mustache"),
                .embedInCode("Templates/exports.mustache"),
                .embedInCode("Templates/help.mustache"),
                .embedInCode("Templates/layout.mustache"),
                .embedInCode("Templates/site-header.mustache"),
                .embedInCode("Templates/tenant.mustache"),
            ], swiftSettings: strict),
        .target(
            name: "ReceivablesWeb",
            dependencies: [
                "Kernel", "Tenancy", "Formats", "Receivables", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            resources: [
                .embedInCode("Static/accounts.css"),
                .embedInCode("Static/customer.css"),
                .embedInCode("Static/document.css"),
                .embedInCode("Templates/home.mustache"),
                .embedInCode("Templates/home-figures.mustache"),
                .embedInCode("Templates/home-start.mustache"),
                .embedInCode("Templates/pager.mustache"),
                .embedInCode("Templates/customers.mustache"),
                .embedInCode("Templates/customer.mustache"),
                .embedInCode("Templates/customer-aside.mustache"),
                .embedInCode("Templates/customer-notes.mustache"),
                .embedInCode("Templates/customer-items.mustache"),
                .embedInCode("Templates/customer-documents.mustache"),
                .embedInCode("Templates/customer-movements.mustache"),
                .embedInCode("Templates/customer-statement.mustache"),
                .embedInCode("Templates/document.mustache"),
                .embedInCode("Templates/document-movements.mustache"),
                .embedInCode("Templates/document-journal.mustache"),
                .embedInCode("Templates/groups.mustache"),
                .embedInCode("Templates/search.mustache"),
                .embedInCode("Templates/search-hits.mustache"),
                .embedInCode("Static/report.css"),
                .embedInCode("Static/import.css"),
                .embedInCode("Static/import.js"),
                .embedInCode("Templates/import.mustache"),
                .embedInCode("Templates/import-check.mustache"),
                .embedInCode("Templates/import-file.mustache"),
                .embedInCode("Templates/import-progress.mustache"),
                .embedInCode("Templates/import-record.mustache"),
                .embedInCode("Templates/import-rejects.mustache"),
                .embedInCode("Templates/import-undo.mustache"),
                .embedInCode("Templates/report.mustache"),
                .embedInCode("Templates/report-form.mustache"),
                .embedInCode("Templates/report-table.mustache"),
                .embedInCode("Templates/report-changes.mustache"),
                .embedInCode("Static/report.js"),
            ], swiftSettings: strict),
        .target(
            name: "IdentityWeb",
            dependencies: [
                "Kernel", "Formats", "Tenancy", "Identity", "WebSupport", "CQREncode",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            resources: [
                .embedInCode("Static/audit.css"),
                .embedInCode("Static/login.css"),
                .embedInCode("Static/members.css"),
                .embedInCode("Templates/login.mustache"),
                .embedInCode("Templates/login-link.mustache"),
                .embedInCode("Templates/login-code.mustache"),
                .embedInCode("Templates/invitation.mustache"),
                .embedInCode("Templates/account.mustache"),
                .embedInCode("Templates/forgot.mustache"),
                .embedInCode("Templates/confirm.mustache"),
                .embedInCode("Templates/password.mustache"),
                .embedInCode("Templates/second-factor.mustache"),
                .embedInCode("Templates/recovery-codes.mustache"),
                .embedInCode("Templates/security.mustache"),
                .embedInCode("Templates/member-sessions.mustache"),
                .embedInCode("Templates/audit.mustache"),
                .embedInCode("Templates/keys.mustache"),
                .embedInCode("Templates/keys-add.mustache"),
                .embedInCode("Templates/members.mustache"),
                .embedInCode("Templates/members-add.mustache"),
                .embedInCode("Templates/members-invited.mustache"),
                .embedInCode("Templates/portfolio.mustache"),
                .embedInCode("Templates/portfolio-choice.mustache"),
                .embedInCode("Templates/roles.mustache"),
                .embedInCode("Templates/sign-on.mustache"),
                .embedInCode("Templates/sign-on-settings.mustache"),
                .embedInCode("Templates/company.mustache"),
                .embedInCode("Static/administration.css"),
                .embedInCode("Templates/administration.mustache"),
                .embedInCode("Templates/health.mustache"),
                .embedInCode("Templates/tenants.mustache"),
                .embedInCode("Templates/tenants-add.mustache"),
            ], swiftSettings: strict),
        .target(
            name: "WebhooksWeb",
            dependencies: [
                "Kernel", "Formats", "Tenancy", "Webhooks", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            resources: [
                .embedInCode("Static/webhooks.css"),
                .embedInCode("Templates/webhooks.mustache"),
                .embedInCode("Templates/webhook.mustache"),
                .embedInCode("Templates/webhook-fields.mustache"),
                .embedInCode("Templates/webhook-delivery.mustache"),
            ], swiftSettings: strict),
        .target(
            name: "JobsWeb",
            dependencies: [
                "Kernel", "Tenancy", "Jobs", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
            ],
            resources: [
                .embedInCode("Static/jobs.css"), .embedInCode("Templates/jobs.mustache"),
            ], swiftSettings: strict),
        .target(
            name: "App",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Identity", "Ledger", "Formats",
                "Receivables", "Demo", "Mail", "Outbound", "Jobs", "Redis", "Webhooks",
                "WebSupport",
                "IdentityWeb", "ReceivablesWeb", "JobsWeb", "WebhooksWeb",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "CommandLineTool",
            dependencies: [
                "App", "Kernel", "Formats", "Tenancy", "Identity", "Receivables", "WebSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .executableTarget(
            name: "CountinghouseBench",
            dependencies: [
                "App", "CXlsxWriter", "Kernel", "Formats", "PostgresClient", "Tenancy",
                "Identity", "Receivables", .product(name: "Hummingbird", package: "hummingbird"),
            ],
            path: "Benchmarks/CountinghouseBench", swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Kernel", "PostgresClient"],
            path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "BooksTestSupport",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Jobs", "Identity", "Webhooks", "Ledger",
                "Receivables", "TestSupport",
            ], path: "Tests/BooksTestSupport", swiftSettings: strict),
        .executableTarget(
            name: "EmbeddedClusterProbe", dependencies: ["PostgresClient"],
            path: "Tests/EmbeddedClusterProbe", swiftSettings: strict),
        .testTarget(name: "KernelTests", dependencies: ["Kernel"], swiftSettings: strict),
        .testTarget(
            name: "FormatsTests", dependencies: ["Formats", "Kernel", "CZlib"],
            exclude: ["Fixtures"], swiftSettings: strict),
        .testTarget(
            name: "PostgresClientTests",
            dependencies: [
                "CLibPQ", "Kernel", "PostgresClient", "TestSupport", "EmbeddedClusterProbe",
            ], swiftSettings: strict),
        .testTarget(
            name: "OutboundTests", dependencies: ["Outbound", "Kernel"], swiftSettings: strict),
        // Programs of other makes that tests talk to.
        .target(
            name: "PeerTestSupport", path: "Tests/PeerTestSupport",
            exclude: ["mail_server.py", "provider.py"],
            swiftSettings: strict),
        .testTarget(
            name: "MailTests", dependencies: ["Mail", "Kernel", "PeerTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "IdentityTests",
            dependencies: [
                "Identity", "Kernel", "Tenancy",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "IdentityIntegrationTests",
            dependencies: [
                "Identity", "Kernel", "Mail", "Outbound", "PostgresClient", "Tenancy",
                "BooksTestSupport", "PeerTestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "IdentityWebTests",
            dependencies: [
                "Identity", "IdentityWeb", "Kernel", "Mail", "PostgresClient", "Tenancy",
                "WebSupport",
                "BooksTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "WebhooksTests",
            dependencies: [
                "Webhooks", "Identity", "Jobs", "Kernel", "Mail", "Outbound", "PostgresClient",
                "Receivables", "Tenancy", "BooksTestSupport", "PeerTestSupport",
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "RedisTests",
            dependencies: ["Redis", .product(name: "Logging", package: "swift-log")],
            swiftSettings: strict),
        .testTarget(
            name: "JobsTests",
            dependencies: [
                "Jobs", "Kernel", "PostgresClient", "Tenancy", "BooksTestSupport",
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "TenancyIntegrationTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Receivables", "BooksTestSupport",
                "TestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "ReceivablesTests", dependencies: ["Kernel", "Receivables", "Formats"],
            swiftSettings: strict),
        .testTarget(
            name: "ReceivablesIntegrationTests",
            dependencies: [
                "Kernel", "Formats", "PostgresClient", "Tenancy", "Receivables",
                "BooksTestSupport", "TestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "ScenarioTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Receivables", "BooksTestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "WebSupportTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ReceivablesWebTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Formats", "Receivables", "WebSupport",
                "ReceivablesWeb",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        // The program over a database of its own.
        .target(
            name: "AppTestSupport",
            dependencies: [
                "App", "BooksTestSupport", .product(name: "Logging", package: "swift-log"),
            ], path: "Tests/AppTestSupport", swiftSettings: strict),
        .testTarget(
            name: "APITests",
            dependencies: [
                "App", "AppTestSupport", "BooksTestSupport", "Formats", "Identity", "Kernel",
                "Receivables", "Tenancy", "WebSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "ImportPageTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Receivables", "WebSupport",
                "ReceivablesWeb", "BooksTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], swiftSettings: strict),
        .testTarget(
            name: "DemoTests",
            dependencies: [
                "Kernel", "PostgresClient", "Tenancy", "Receivables", "Demo",
                "BooksTestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "AppTests",
            dependencies: [
                "App", "Formats", "WebSupport", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "CommandLineTool", "Kernel", "PostgresClient", "Tenancy", "BooksTestSupport",
            ],
            swiftSettings: strict),
        // What each role gets from every address and every command.
        .testTarget(
            name: "AccessTests",
            dependencies: [
                "App", "CommandLineTool", "Identity", "Jobs", "Kernel", "Outbound",
                "PostgresClient", "Receivables", "Webhooks", "Tenancy", "WebSupport",
                "AppTestSupport", "BooksTestSupport",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ], exclude: ["routes.txt", "commands.txt", "programs.txt", "keys.txt"],
            swiftSettings: strict),
        .executableTarget(
            name: "DurabilityProbe",
            dependencies: ["App", "Kernel", "PostgresClient", "Tenancy", "Receivables"],
            path: "Tests/DurabilityProbe", swiftSettings: strict),
        .testTarget(
            name: "DurabilityTests",
            dependencies: [
                "App", "Kernel", "PostgresClient", "Tenancy", "Identity", "Receivables",
                "Webhooks", "BooksTestSupport", "PeerTestSupport", "TestSupport",
                "DurabilityProbe",
            ], swiftSettings: strict),
    ]
)
