package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.idp.client.OAuthError;
import io.vertx.ext.web.RoutingContext;

/** An HTML page without scripts that escapes all outside text and says that this is a stand-in. */
record Page(String title, String main) {

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c2024;--line:#d5d9de;--paper:#f6f7f8;--card:#fff;--accent:#0b6e4f;--on:#fff;--warn:#fff4d9}
            @media(prefers-color-scheme:dark){:root{--ink:#e8eaec;--line:#3a4148;--paper:#15181b;--card:#1d2125;--accent:#59c79f;--on:#0d1512;--warn:#3a3013}}
            body{font:14px/1.45 system-ui,sans-serif;max-width:38rem;margin:0 auto;padding:1rem;color:var(--ink);background:var(--paper)}
            main{border:1px solid var(--line);border-radius:6px;background:var(--card);padding:.5rem 1rem 1rem}
            .banner{border-radius:4px;background:var(--warn);padding:.25rem .75rem}
            h1{font-size:20px;margin:.25rem 0}
            fieldset{border:1px solid var(--line);border-radius:4px;margin:1rem 0}
            label{display:block;padding:.25rem 0}
            code{font:12px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
            button{font:inherit;padding:.25rem 1.25rem;margin-right:.5rem;border:1px solid var(--line);border-radius:4px;color:var(--ink);background:var(--paper)}
            button[value=allow]{border-color:var(--accent);color:var(--on);background:var(--accent)}
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
                <main>
                <p class="banner" role="note"><strong>This is a stand-in for development.</strong> It checks no password:
                it accepts each user by name. It does not exist in production.</p>
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
