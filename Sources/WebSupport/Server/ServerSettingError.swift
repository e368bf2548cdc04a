package import Kernel

/// What can be wrong with the address to listen on.
package enum ServerSettingError: DomainError {
    case notLoopback(String)
    case notAnAddress(String)
    case port(Int)
    case certificate(path: String, reason: String)

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .notLoopback: "host_not_loopback"
        case .notAnAddress: "host_not_an_address"
        case .port: "port_invalid"
        case .certificate: "certificate_unusable"
        }
    }

    package var userMessage: String {
        switch self {
        case .notLoopback(let host):
            "The server cannot listen on “\(host.prefix(80))”: nothing encrypts what it sends, so"
                + " it serves this machine only. Use 127.0.0.1, ::1 or localhost, or set"
                + " COUNTINGHOUSE_TLS_CERTIFICATE and COUNTINGHOUSE_TLS_KEY, or"
                + " COUNTINGHOUSE_TRUSTED_PROXIES where a proxy encrypts."
        case .notAnAddress(let host):
            "“\(host.prefix(80))” is not an IP address to listen on."
        case .certificate(let path, let reason):
            "The certificate or key \(path) cannot be used: \(reason)"
        case .port(let port):
            "\(port) is not a port. Use a number from 0 to 65535; 0 takes any free one."
        }
    }
}
