package import Kernel

/// What can be wrong with the address to listen on.
package enum ServerSettingError: DomainError {
    case notLoopback(String)
    case port(Int)

    package var kind: ErrorKind { .invalid }

    package var code: String {
        switch self {
        case .notLoopback: "host_not_loopback"
        case .port: "port_invalid"
        }
    }

    package var userMessage: String {
        switch self {
        case .notLoopback(let host):
            "The server cannot listen on “\(host.prefix(80))”: nothing it sends is encrypted"
                + " yet, so it serves this machine only. Use 127.0.0.1, ::1 or localhost."
        case .port(let port):
            "\(port) is not a port. Use a number from 0 to 65535; 0 takes any free one."
        }
    }
}
