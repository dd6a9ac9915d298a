package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.StandInUrls;
import dev.scopedgate.dev.idp.client.ClientMetadataDocuments;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/**
 * The stand-in authorization server, listening on loopback from {@link #listen} until {@link #close} (OAuth 2.1, RFC
 * 8414).
 *
 * <p>Everything it does runs on the one event loop of its HTTP server; therefore its state needs no locks.
 */
final class AuthorizationServer {

    private final Vertx vertx;
    private final HttpServer http;
    private final HttpClient client;
    private final AuthorizationServerSettings settings;
    private final State state;

    private AuthorizationServer(Vertx vertx, HttpServer http, AuthorizationServerSettings settings, State state) {
        this.vertx = vertx;
        this.http = http;
        this.client = vertx.createHttpClient();
        this.settings = settings;
        this.state = state;
    }

    /** Starts the server. Do not call it on an event loop: it reads the state file. */
    static Future<AuthorizationServer> listen(Vertx vertx, AuthorizationServerSettings settings) {
        State state = settings.state().map(State::load).orElseGet(State::fresh);
        Router router = Router.router(vertx);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(settings.port(), StandInUrls.HOST)
                .map(http -> {
                    var server = new AuthorizationServer(vertx, http, settings, state);
                    // after listening, because the issuer contains the port
                    var documents =
                            new ClientMetadataDocuments(vertx, server.client, settings.fetchLoopbackDocuments());
                    new Endpoints(server.issuer(), settings, state, documents).mount(router);
                    return server;
                });
    }

    /** The issuer identifier (RFC 8414 §2). */
    String issuer() {
        return StandInUrls.issuer(http.actualPort());
    }

    /** Closes the port and saves the state. */
    Future<Void> close() {
        return Future.all(http.close(), client.close())
                .compose(closed -> vertx.executeBlocking(() -> {
                    settings.state().ifPresent(state::save);
                    return null;
                }));
    }
}
