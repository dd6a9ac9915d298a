package dev.scopedgate.http.client;

import dev.scopedgate.http.SecureUri;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sends GET and form POST requests to the issuer without blocking: the answer is one document of at most 1 MiB, within the given time, status 200 only, with a
 * bounded number of concurrent requests. Repeats a request once if a kept connection had ended, and follows no redirect,
 * which could lead to another party's keys.
 */
public final class JsonDocuments {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final int CONNECTIONS = 16;
    private static final int WAITING = 256;

    /** Some servers refuse a request without User-Agent. */
    private static final String USER_AGENT = "scoped-notes/1";

    private final HttpClient client;

    /** Opens a new connection for each request; used for a retry after a kept connection ended. */
    private final HttpClient fresh;

    private final Vertx vertx;
    private final long timeoutMillis;

    public JsonDocuments(Vertx vertx, Duration timeout) {
        this.vertx = vertx;
        this.timeoutMillis = timeout.toMillis();
        this.client = client(options().setKeepAliveTimeout(10));
        this.fresh = client(options().setKeepAlive(false));
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                // a request reports its own failure; other connection errors need no log at level ERROR
                .withConnectHandler(connection -> connection.exceptionHandler(reset -> {}))
                .build();
    }

    private HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeoutMillis))
                .setMaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING);
    }

    /**
     * A document as received.
     *
     * @param maxAge how long {@code Cache-Control} allows it to be cached, if it says so
     */
    public record Document(String body, Optional<Duration> maxAge) {}

    /** A response other than the document; its body is never part of a message. */
    public static final class UnexpectedStatus extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final transient String body;

        UnexpectedStatus(int status, String body, URI uri) {
            super("status " + status + " from " + uri, null, false, false);
            this.status = status;
            this.body = body;
        }

        /** Whether the response means that this client is unknown or denied (RFC 6749 §5.2). */
        public boolean deniesClient() {
            return status == 401 || status == 403 || body.contains("\"invalid_client\"");
        }
    }

    public Future<Document> get(URI uri) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .putHeader("Accept", "application/json, application/jwk-set+json, */*;q=0.5");
        return send(uri, request, Buffer.buffer());
    }

    /** Posts a form with those client credentials (RFC 6749 §2.3.1). */
    public Future<Document> post(URI uri, String basicCredentials, Buffer form) {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .putHeader("Authorization", "Basic " + basicCredentials)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .putHeader("Accept", "application/json, */*;q=0.5");
        return send(uri, request, form);
    }

    private Future<Document> send(URI uri, RequestOptions options, Buffer content) {
        Promise<Document> result = Promise.promise();
        long timer = vertx.setTimer(timeoutMillis, id -> result.tryFail("no answer in time from " + uri));
        // Vert.x needs scheme and host in lower case (RFC 3986 §6.2.2.1)
        options.setAbsoluteURI(SecureUri.normalized(uri).toString())
                .setTimeout(timeoutMillis)
                .putHeader("User-Agent", USER_AGENT);
        // on one event loop: if another thread set the handlers, the response could have ended before
        vertx.runOnContext(ignored -> Future.succeededFuture()
                // turns the exception of a closed client into a failed future
                .compose(now -> asked(client, options, content, result.future()))
                .compose(response -> body(response, uri))
                .onSuccess(result::tryComplete)
                .onFailure(result::tryFail));
        return result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private Future<HttpClientResponse> asked(
            HttpClient by, RequestOptions options, Buffer content, Future<Document> result) {
        return by.request(options).compose(request -> {
            result.onFailure(failure -> request.reset());
            return (content.length() == 0 ? request.send() : request.send(content))
                    // safe to repeat: the request changes nothing on the server (RFC 9110 §9.2.2)
                    .recover(failure -> by == client && endedBeforeResponse(failure) && !result.isComplete()
                            ? asked(fresh, options, content, result)
                            : Future.failedFuture(failure));
        });
    }

    /** Whether a kept connection failed because the server had closed it (RFC 9112 §9.3.1). */
    private static boolean endedBeforeResponse(Throwable failure) {
        return failure instanceof HttpClosedException || failure instanceof IOException;
    }

    private static Future<Document> body(HttpClientResponse response, URI uri) {
        Promise<Buffer> body = Promise.promise();
        int status = response.statusCode();
        if (status != 200 && status != 400) {
            // without a handler, this deliberate reset would be logged as an error
            response.exceptionHandler(reset -> {});
            response.request().reset();
            return Future.failedFuture(new UnexpectedStatus(status, "", uri));
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
                .endHandler(end -> body.tryComplete(received));
        return body.future()
                .map(content -> document(response, content, uri))
                .compose(document -> status == 200
                        ? Future.succeededFuture(document)
                        : Future.failedFuture(new UnexpectedStatus(status, document.body(), uri)));
    }

    private static Document document(HttpClientResponse response, Buffer received, URI uri) {
        List<String> codings = response.headers().getAll(HttpHeaders.CONTENT_ENCODING);
        return new Document(
                ContentCoding.decode(codings, received, MAX_BYTES, uri).toString(),
                CacheControl.maxAge(response.headers().getAll(HttpHeaders.CACHE_CONTROL)));
    }

    public void close() {
        client.close();
        fresh.close();
    }
}
