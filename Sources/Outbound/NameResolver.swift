import Dispatch
import Glibc
import Kernel

/// Finds the addresses of a host, on a thread of its own since the system waits for the answer.
enum NameResolver {
    private static let queue = DispatchQueue(label: "names", attributes: .concurrent)

    /// Empty where there are none.
    static func addresses(of host: String) async -> [NetworkAddress] {
        await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: find(host)) }
        }
    }

    private static func find(_ host: String) -> [NetworkAddress] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, nil, &hints, &first) == 0 else { return [] }
        defer { freeaddrinfo(first) }
        var found: [NetworkAddress] = []
        for entry in sequence(first: first, next: { $0?.pointee.ai_next }) {
            guard let entry, let address = entry.pointee.ai_addr else { break }
            let raw = UnsafeRawPointer(address)
            switch entry.pointee.ai_family {
            case AF_INET:
                var part = raw.load(as: sockaddr_in.self).sin_addr
                found.append(NetworkAddress(withUnsafeBytes(of: &part) { Array($0) }))
            case AF_INET6:
                var part = raw.load(as: sockaddr_in6.self).sin6_addr
                found.append(NetworkAddress(withUnsafeBytes(of: &part) { Array($0) }))
            default: break
            }
        }
        return found
    }
}
