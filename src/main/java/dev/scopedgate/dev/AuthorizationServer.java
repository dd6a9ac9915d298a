package dev.scopedgate.dev;

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
public final class AuthorizationServer {

    private static final String HOST = "127.0.0.1";

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
    public static Future<AuthorizationServer> listen(Vertx vertx, AuthorizationServerSettings settings) {
        State state = settings.state().map(State::load).orElseGet(State::fresh);
        Router router = Router.router(vertx);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(settings.port(), HOST)
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
    public String issuer() {
        return issuer(http.actualPort());
    }

    /** The issuer identifier of the server that listens on that port. */
    public static String issuer(int port) {
        return "http://" + HOST + ":" + port;
    }

    /** Closes the port and saves the state. */
    public Future<Void> close() {
        return Future.all(http.close(), client.close())
                .compose(closed -> vertx.executeBlocking(() -> {
                    settings.state().ifPresent(state::save);
                    return null;
                }));
    }
}
