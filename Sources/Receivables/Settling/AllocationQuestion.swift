/// Which allocations a program asks for: all, or those of one document.
package struct AllocationQuestion: Sendable {
    /// Those of a receipt or credit note.
    package var credit: DocumentID?
    /// Those of what it was set against.
    package var document: DocumentID?
    package var after: IDCursor?
    package var limit = 100

    package init() {}
}
