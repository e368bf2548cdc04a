// Shows the API's description with whichever of the two libraries the page loaded.
const place = document.getElementById("api");
if (window.SwaggerUIBundle) {
    window.SwaggerUIBundle({
        url: place.dataset.schema,
        domNode: place,
        deepLinking: true,
        docExpansion: "none",
        defaultModelsExpandDepth: 0,
        // No other site is told what our API looks like.
        validatorUrl: null,
        persistAuthorization: false,
    });
} else {
    window.Redoc.init(place.dataset.schema, { disableSearch: true, hideDownloadButton: false }, place);
}
