package import WebSupport

/// How the server stands on the web, from the settings.
package struct WebSettings: Sendable {
    /// What people and programs call it, for links; nil for this machine alone.
    package var publicOrigin: WebOrigin?
    package var certificatePath: String?
    package var keyPath: String?
    package var trustedProxies: [AddressRange] = []
    package var allowedOrigins: Set<WebOrigin> = []
    package var limits = RequestLimits()

    /// - Parameter text: looks up a setting by its name; nil for one that is empty.
    init(_ text: (String) -> String?) throws(ConfigurationError) {
        if let address = text("COUNTINGHOUSE_PUBLIC_URL") {
            guard let origin = WebOrigin(address) else {
                throw .invalid(
                    setting: "COUNTINGHOUSE_PUBLIC_URL",
                    expected: "an address such as https://books.example.com, without a path")
            }
            publicOrigin = origin
        }
        certificatePath = text("COUNTINGHOUSE_TLS_CERTIFICATE")
        keyPath = text("COUNTINGHOUSE_TLS_KEY")
        if (certificatePath == nil) != (keyPath == nil) {
            throw .invalid(
                setting: "COUNTINGHOUSE_TLS_KEY",
                expected: "set together with COUNTINGHOUSE_TLS_CERTIFICATE")
        }
        for item in Self.list(text("COUNTINGHOUSE_TRUSTED_PROXIES")) {
            guard let range = AddressRange(item) else {
                throw .invalid(
                    setting: "COUNTINGHOUSE_TRUSTED_PROXIES",
                    expected: "IP addresses or ranges such as 10.0.0.0/8, separated by commas")
            }
            trustedProxies.append(range)
        }
        for item in Self.list(text("COUNTINGHOUSE_CORS_ORIGINS")) {
            guard let origin = WebOrigin(String(item)) else {
                throw .invalid(
                    setting: "COUNTINGHOUSE_CORS_ORIGINS",
                    expected: "origins such as https://app.example.com, separated by commas")
            }
            allowedOrigins.insert(origin)
        }
        limits.address = try Self.limit(text, "ADDRESS", limits.address)
        limits.client = try Self.limit(text, "CLIENT", limits.client)
        limits.tenant = try Self.limit(text, "TENANT", limits.tenant)
    }

    /// Reads the certificate, where there is one.
    ///
    /// - Throws: `ServerSettingError.certificate`.
    package func edge() throws(ServerSettingError) -> ServerEdge {
        var certificate: ServerCertificate?
        if let certificatePath, let keyPath {
            certificate = try ServerCertificate(chainPath: certificatePath, keyPath: keyPath)
        }
        return ServerEdge(
            publicOrigin: publicOrigin, certificate: certificate, trustedProxies: trustedProxies,
            allowedOrigins: allowedOrigins, limits: limits)
    }

    private static func list(_ text: String?) -> [Substring] {
        (text ?? "").split { $0 == "," || $0 == " " }
    }

    private static func limit(
        _ text: (String) -> String?, _ name: String, _ standard: Int
    ) throws(ConfigurationError) -> Int {
        let setting = "COUNTINGHOUSE_REQUESTS_PER_\(name)"
        guard let value = text(setting) else { return standard }
        guard let number = Int(value), (0...10_000_000).contains(number) else {
            throw .invalid(
                setting: setting, expected: "requests a minute, 0 for as many as come")
        }
        return number
    }
}
