/// What is made of a part's elements as they come.
protocol XLSXMarkupHandler: AnyObject {
    func start(_ name: XLSXName, _ attributes: XLSXAttributes) throws(TableError)
    func end(_ name: XLSXName) throws(TableError)
    /// A piece of the text, of which one element may have many.
    func found(_ text: UnsafeBufferPointer<UInt8>) throws(TableError)
}

extension XLSXMarkupHandler {
    func end(_ name: XLSXName) throws(TableError) {}
    func found(_ text: UnsafeBufferPointer<UInt8>) throws(TableError) {}
}
