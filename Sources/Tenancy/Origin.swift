/// Where a call came from: for records and for the list of somebody's sessions, never for
/// deciding what is allowed.
package struct Origin: Hashable, Sendable {
    private static let agentLengthMax = 300

    /// The network address; empty where there is none.
    package let address: String
    /// What the program calls itself; anybody can claim anything.
    package let agent: String
    /// Of the request, as the logs have it; empty where there was none.
    package let requestID: String

    package init(address: String, agent: String = "", requestID: String = "") {
        self.address = address
        // No text with a NUL reaches the database.
        self.agent = String(agent.filter { $0 != "\0" }.prefix(Self.agentLengthMax))
        self.requestID = requestID
    }

    /// On the machine itself, without a network between.
    package static let here = Origin(address: "")
}
