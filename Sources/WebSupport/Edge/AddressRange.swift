package import Kernel

/// Addresses that begin with the same bits, as `10.0.0.0/8`; one address is a range of one.
package struct AddressRange: Hashable, Sendable {
    private let first: NetworkAddress
    private let bits: Int

    /// nil for what is not a range.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = NetworkAddress(parts[0]) else { return nil }
        let width = address.bytes.count * 8
        first = address
        guard parts.count == 2 else {
            bits = width
            return
        }
        guard parts[1].utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(parts[1]),
            number <= width
        else { return nil }
        bits = number
    }

    package func contains(_ address: NetworkAddress) -> Bool {
        address.bytes.count == first.bytes.count && address.isWithin(first.bytes, bits: bits)
    }
}
