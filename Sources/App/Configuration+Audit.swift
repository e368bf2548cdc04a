import FoundationEssentials
import Tenancy

extension Configuration {
    /// - Throws: `ConfigurationError.invalid`.
    static func auditKey(_ text: String?) throws(ConfigurationError) -> [UInt8]? {
        guard let text else { return nil }
        guard let data = Data(base64Encoded: text), data.count == AuditChain.keyBytes else {
            throw .invalid(setting: "COUNTINGHOUSE_AUDIT_KEY", expected: "32 bytes in Base64")
        }
        return Array(data)
    }
}
