package import Tenancy

/// Where somebody logs in from, as they are shown it in the list of their sessions.
package typealias LoginOrigin = Origin
