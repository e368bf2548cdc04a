// Shows the API's description with whichever of the two libraries the page loaded.
const place = document.getElementById("api");
if (window.SwaggerUIBundle) {
    window.SwaggerUIBundle({
        url: place.dataset.schema,
        domNode: place,
        deepLinking: true,
        docExpansion: "list",
        defaultModelsExpandDepth: 0,
        // No other site is told what our API looks like.
        validatorUrl: null,
        persistAuthorization: false,
    });
} else {
    // It would show a picture from its makers' server, which it names in either of two ways.
    const picture = HTMLImageElement.prototype;
    picture.setAttribute = function (name, value) {
        const isElsewhere = name === "src" && /^(https?:)?\/\//.test(value);
        if (!isElsewhere) Element.prototype.setAttribute.call(this, name, value);
    };
    Object.defineProperty(picture, "src", {
        ...Object.getOwnPropertyDescriptor(picture, "src"),
        set(value) { this.setAttribute("src", value); },
    });
    window.Redoc.init(place.dataset.schema, { disableSearch: true, hideDownloadButton: false }, place);
}
