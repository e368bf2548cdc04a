import ReceivablesWeb

extension APIServices {
    init(_ services: Services) {
        self.init(
            once: services.once, register: services.register, posting: services.posting)
    }
}
