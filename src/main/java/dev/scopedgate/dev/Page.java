package dev.scopedgate.dev;

import io.vertx.ext.web.RoutingContext;

/** An HTML page without scripts that escapes all outside text and says that this is a stand-in. */
record Page(String title, String main) {

    private static final String STYLE = """
            body{font:1rem/1.5 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1rem;color:#1b1b1b;background:#fff}
            .banner{border:2px solid #8a4b00;background:#fff4e0;padding:.5rem 1rem}
            fieldset{border:1px solid #767676;margin:1rem 0}
            label{display:block;padding:.25rem 0}
            code{overflow-wrap:anywhere}
            button{font:inherit;padding:.5rem 1.5rem;margin-right:1rem}
            """;

    /** No script runs, no other site frames the page, and its URL does not leak (RFC 9700 §4.2.4, §4.16). */
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

    static Page welcome(AuthorizationServerSettings settings) {
        return new Page("Authorization server", """
                <p>It issues tokens for <code>%s</code>. Clients find it through the resource's metadata; you need not do
                anything here.</p>
                """.formatted(escape(settings.resource())));
    }

    static Page refusal(OAuthError error) {
        return new Page("Sign-in is not possible", """
                <p role="alert">%s (<code>%s</code>).</p>
                <p>You were not sent back to the client, because it is not verified.</p>
                """.formatted(escape(error.getMessage()), escape(error.code())));
    }

    void answer(RoutingContext ctx, int status) {
        ctx.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .end(html());
    }

    private String html() {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s - stand-in for development</title>
                <style>%s</style>
                </head>
                <body>
                <p class="banner" role="note"><strong>This is a stand-in for development.</strong> It checks no password:
                it accepts each user by name. It does not exist in production.</p>
                <main>
                <h1>%s</h1>
                %s</main>
                </body>
                </html>
                """.formatted(escape(title), STYLE, escape(title), main);
    }

    /** Safe as text and in a double-quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
