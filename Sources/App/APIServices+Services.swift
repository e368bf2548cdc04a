import ReceivablesWeb

extension APIServices {
    init(_ services: Services) {
        self.init(
            once: services.once, register: services.register, posting: services.posting,
            joint: services.joint,
            customers: services.customers, customerRegister: services.customerRegister,
            contacts: services.contacts, groups: services.groups, terms: services.terms,
            settling: services.settling, rates: services.rates,
            statements: services.statements)
    }
}
