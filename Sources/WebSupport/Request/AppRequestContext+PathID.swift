import Hummingbird
package import Kernel

extension AppRequestContext {
    /// The id that the address of a page has.
    ///
    /// - Parameter unknown: what is thrown for what is no id: there is nothing of that name either.
    package func pathID<Tag, Failure: Error>(
        orThrow unknown: Failure
    ) throws(Failure) -> ID<Tag> {
        guard let id = parameters.get("id").flatMap({ ID<Tag>($0) }) else { throw unknown }
        return id
    }
}
