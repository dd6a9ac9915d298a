package dev.scopednotes.dev.idp;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds clients whose id is the URL of their metadata: one request without redirects, bounded in time and size
 * (draft-ietf-oauth-client-id-metadata-document §4, §6).
 */
final class ClientMetadataDocuments {

    private static final int SECONDS = 5;
    private static final int MAX_BYTES = 10 * 1024;

    private final HttpClient http;

    ClientMetadataDocuments(HttpClient http) {
        this.http = http;
    }

    Future<Client> fetch(String clientId) {
        Optional<URI> url = ClientMetadataDocument.url(clientId);
        if (url.isEmpty()) {
            return Future.failedFuture(OAuthError.invalidClient("client_id is not known here"));
        }
        var options = new RequestOptions()
                .setAbsoluteURI(clientId)
                .setConnectTimeout(TimeUnit.SECONDS.toMillis(SECONDS))
                .putHeader("Accept", "application/json");
        return http.request(options)
                .compose(ClientMetadataDocuments::send)
                .map(body -> ClientMetadataDocument.client(clientId, body))
                .recover(e -> Future.failedFuture(
                        e instanceof OAuthError
                                ? e
                                : OAuthError.invalidClient("the client's metadata cannot be read")));
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
            whole.fail(OAuthError.invalidClient("the client's metadata is not answered with 200"));
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
