package dev.scopedgate.page;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.List;
import java.util.Optional;

/** The page for people at {@code GET /}. */
@ConfigMapping(prefix = "scoped-gate.page")
interface PageConfig {

    /**
     * What a browser sees at {@code /}, {@link Mode}: nothing, how to connect, or also a sign-in and calls with the token
     * of the person. In dev {@code full}. A page that the application has there itself is served instead. Risk with
     * {@code full}: a script on another page of this origin can open the page and use the token of the person.
     */
    @WithParentName
    @WithDefault("connect")
    String mode();

    /**
     * The client id of the page at the issuer, for {@code full}: a public client with PKCE whose only redirect URI is
     * {@code /scoped-gate/callback.html} on the origin of the resource. Required with {@code full} in production. In dev the
     * page registers itself. If it is wrong, nobody can sign in.
     */
    Optional<String> clientId();

    /**
     * Other origins on which issuers have the endpoints that the page calls, for {@code full}: that of the token endpoint and
     * of the registration endpoint, if it is not that of {@code scoped-gate.issuer}. Example:
     * {@code https://notes.auth.eu-central-1.amazoncognito.com}. Risk: each may be sent what the page knows, tokens included.
     */
    Optional<List<String>> issuerOrigins();

    /** Nothing, how to connect, or also sign-in and calls. */
    enum Mode {
        OFF,
        CONNECT,
        FULL
    }
}
