/// Something that is said of a whole export: `As of`, `30 September 2026`.
package struct ExportFact: Hashable, Sendable {
    package let label: String
    package let value: String

    package init(_ label: String, _ value: String) {
        self.label = label
        self.value = value
    }
}
