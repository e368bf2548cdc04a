/// How much one record may hold, so that a damaged file cannot take all memory.
package struct CSVLimits: Hashable, Sendable {
    /// The longest field, without its quotes.
    package var fieldBytesMax: Int
    /// The most fields in one record.
    package var columnsMax: Int
    /// The longest record, with its quotes and separators.
    package var recordBytesMax: Int

    package init(
        fieldBytesMax: Int = 1 << 20, columnsMax: Int = 2_000, recordBytesMax: Int = 16 << 20
    ) {
        self.fieldBytesMax = fieldBytesMax
        self.columnsMax = columnsMax
        self.recordBytesMax = recordBytesMax
    }
}
