package dev.scopedgate.http.client;

import dev.scopedgate.http.client.JsonDocuments.Document;
import dev.scopedgate.http.client.JsonDocuments.UnexpectedStatus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.net.URI;
import java.util.List;

/**
 * Reads a response that may be the document: at most 1 MiB before and after decompression, status 200; of a status 400 the
 * body too, which says whether the client is denied.
 */
final class ReceivedDocument {

    private static final int MAX_BYTES = 1024 * 1024;

    private ReceivedDocument() {}

    static Future<Document> of(HttpClientResponse response, URI uri) {
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
}
