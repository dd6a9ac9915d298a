package dev.scopedgate.dev.idp.client;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the metadata of a client whose id is its URL: one request without redirects, bounded in time and size, to a
 * checked address (draft-ietf-oauth-client-id-metadata-document §4, §6).
 */
public final class ClientMetadataDocuments {

    private static final int SECONDS = 5;
    private static final int MAX_BYTES = 10 * 1024;

    private final Vertx vertx;
    private final HttpClient http;
    private final FetchableAddress addresses;

    public ClientMetadataDocuments(Vertx vertx, HttpClient http, boolean loopback) {
        this.vertx = vertx;
        this.http = http;
        this.addresses = new FetchableAddress(loopback);
    }

    /** The client as its id alone describes it, before anything is fetched. */
    public Client undescribed(String clientId) {
        url(clientId);
        return new Client(clientId, clientId, List.of(), List.of(Client.CODE), Optional.empty());
    }

    /** The client that the document describes. Call this only after a person has allowed the client. */
    public Future<Client> fetch(String clientId) {
        URI url = url(clientId);
        return vertx.executeBlocking(() -> addresses.of(url.getHost()), false)
                .timeout(SECONDS, TimeUnit.SECONDS)
                .compose(address -> http.request(request(url, address)))
                .compose(ClientMetadataDocuments::send)
                .map(body -> ClientMetadataDocument.client(clientId, body))
                .recover(e -> Future.failedFuture(
                        e instanceof OAuthError
                                ? e
                                : OAuthError.invalidClient("the client's metadata cannot be fetched")));
    }

    private URI url(String clientId) {
        return ClientMetadataDocument.url(clientId, addresses.loopback()).orElseThrow(() -> {
            boolean onLoopback = ClientMetadataDocument.url(clientId, true).isPresent();
            return onLoopback ? FetchableAddress.onLoopback() : OAuthError.invalidClient("client_id is unknown");
        });
    }

    /** Connects to the checked address: the name could resolve to another one the next time. */
    private static RequestOptions request(URI url, InetAddress address) {
        var options = new RequestOptions().setAbsoluteURI(url.toString());
        return options.setServer(SocketAddress.inetSocketAddress(options.getPort(), address.getHostAddress()))
                .setConnectTimeout(TimeUnit.SECONDS.toMillis(SECONDS))
                .putHeader("Accept", "application/json");
    }

    private static Future<Buffer> send(HttpClientRequest request) {
        return request.send()
                .compose(ClientMetadataDocuments::read)
                .timeout(SECONDS, TimeUnit.SECONDS)
                .onFailure(e -> request.reset());
    }

    private static Future<Buffer> read(HttpClientResponse response) {
        Promise<Buffer> whole = Promise.promise();
        response.exceptionHandler(whole::tryFail);
        if (response.statusCode() != 200) {
            whole.fail(OAuthError.invalidClient("the response for the client's metadata is not 200"));
            return whole.future();
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > MAX_BYTES) {
                whole.tryFail(OAuthError.invalidClient("the client's metadata is too large"));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }
}
