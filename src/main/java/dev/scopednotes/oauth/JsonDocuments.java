package dev.scopednotes.oauth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Gets a document from the issuer without blocking: at most 1 MiB, within the given time, status 200 only, no more
 * requests at once than stated, and no redirect is followed, because it could lead to somebody else's keys.
 */
final class JsonDocuments {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int CONNECTIONS = 16;
    private static final int WAITING = 256;

    private final HttpClient client;
    private final Vertx vertx;
    private final long timeoutMillis;

    JsonDocuments(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeoutMillis = timeout.toMillis();
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeoutMillis))
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING)
                .setKeepAliveTimeout(10));
    }

    /**
     * A document as it was served.
     *
     * @param maxAge how long it may be kept without asking again, where its {@code Cache-Control} says so
     */
    record Document(String body, Optional<Duration> maxAge) {}

    Future<Document> get(URI uri) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .putHeader("Accept", "application/json, application/jwk-set+json");
        return send(uri, request, Buffer.buffer());
    }

    /** The answer to a form that is sent with those client credentials (RFC 6749 §2.3.1). */
    Future<Document> post(URI uri, String basicCredentials, Buffer form) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .putHeader("Authorization", "Basic " + basicCredentials)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("Accept", "application/json");
        return send(uri, request, form);
    }

    private Future<Document> send(URI uri, RequestOptions options, Buffer content) {
        Promise<Document> result = Promise.promise();
        long timer = vertx.setTimer(timeoutMillis, id -> result.tryFail("no answer in time from " + uri));
        client.request(options.setAbsoluteURI(uri.toString()).setTimeout(timeoutMillis))
                .compose(request -> {
                    result.future().onFailure(failure -> request.reset());
                    return content.length() == 0 ? request.send() : request.send(content);
                })
                .compose(response -> body(response, uri))
                .onSuccess(result::tryComplete)
                .onFailure(result::tryFail);
        return result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static Future<Document> body(HttpClientResponse response, URI uri) {
        Promise<Document> body = Promise.promise();
        if (response.statusCode() != 200) {
            body.fail("status " + response.statusCode() + " from " + uri);
            // without a handler the reset that is meant would be logged as an error
            response.exceptionHandler(reset -> {});
            response.request().reset();
            return body.future();
        }
        Buffer received = Buffer.buffer();
        response.handler(chunk -> {
                    if (received.length() + chunk.length() > MAX_BYTES) {
                        body.tryFail("more than 1 MiB from " + uri);
                        response.request().reset();
                    } else {
                        received.appendBuffer(chunk);
                    }
                })
                .exceptionHandler(body::tryFail)
                .endHandler(end -> body.tryComplete(new Document(
                        received.toString(),
                        CacheControl.maxAge(response.headers().getAll(HttpHeaders.CACHE_CONTROL)))));
        return body.future();
    }

    void close() {
        client.close();
    }
}
