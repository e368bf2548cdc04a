/// What somebody outside answered.
package struct OutboundAnswer: Sendable {
    package let status: Int
    package let body: [UInt8]
}
