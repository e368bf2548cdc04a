internal import Glibc

/// Ports on 127.0.0.1.
package enum FreePort {
    /// Below the ports that Linux gives to outgoing connections: one of those would take a port
    /// between the moment it is found free and the moment the server listens on it.
    private static let range: ClosedRange<UInt16> = 20_000...32_000

    /// One that was free a moment ago.
    package static func find() throws -> UInt16 {
        for _ in 0..<100 {
            guard let (descriptor, port) = try? listen(on: .random(in: range)) else { continue }
            close(descriptor)
            return port
        }
        throw TestSupportError.cannotStart("no free port")
    }

    /// A socket that takes connections and never answers them.
    ///
    /// - Parameter port: 0 for any.
    /// - Returns: its descriptor, to be closed by the caller, and its port.
    package static func listen(
        on port: UInt16 = 0
    ) throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr = in_addr(s_addr: UInt32(0x7f00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutableBytes(of: &address) { bytes in
            bytes.withMemoryRebound(to: sockaddr.self) { addresses in
                guard let address = addresses.baseAddress else { return false }
                return bind(descriptor, address, length) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound, Glibc.listen(descriptor, 8) == 0 else {
            close(descriptor)
            throw TestSupportError.cannotStart("no free port")
        }
        return (descriptor, UInt16(bigEndian: address.sin_port))
    }
}
