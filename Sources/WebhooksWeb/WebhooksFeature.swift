package import Tenancy
package import WebSupport
package import Webhooks

/// The pages and the API of what other programs are told.
package enum WebhooksFeature {
    static let stylesheet = StaticFile(
        name: "webhooks.css", contentType: "text/css; charset=utf-8",
        bytes: PackageResources.webhooks_css)

    package static func feature(
        _ webhooks: WebhookService, _ once: OnceService
    ) -> WebFeature {
        WebFeature(
            templates: [
                PageTemplate(name: "webhooks", bytes: PackageResources.webhooks_mustache),
                PageTemplate(name: "webhook", bytes: PackageResources.webhook_mustache),
                PageTemplate(
                    name: "webhook-fields", bytes: PackageResources.webhook_fields_mustache),
                PageTemplate(
                    name: "webhook-delivery", bytes: PackageResources.webhook_delivery_mustache),
            ],
            staticFiles: [stylesheet]
        ) { routes, environment in
            WebhooksPageHandler(webhooks: webhooks, environment: environment).add(to: &routes)
            WebhookPageHandler(webhooks: webhooks, environment: environment).add(to: &routes)
            DeliveryPageHandler(webhooks: webhooks, environment: environment).add(to: &routes)
            let operations = WebhookOperations(webhooks: webhooks, once: once)
            let all =
                operations.all + WebhookActOperations(operations: operations).all
                + DeliveryOperations(webhooks: webhooks, once: once).all
            for operation in all { routes.add(operation, environment) }
            for webhook in WebhookDescriptions.all { routes.add(webhook) }
        }
    }
}
