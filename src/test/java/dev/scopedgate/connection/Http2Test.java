package dev.scopedgate.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refusals and acceptances are the same over HTTP/2 with prior knowledge (RFC 9113 §3.3). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class Http2Test {

    private static final String METADATA = "/.well-known/oauth-protected-resource";

    @TestHTTPResource("/")
    URI server;

    @Inject
    Vertx vertx;

    private HttpClient client;

    private record Answer(int status, String challenge, String body, HttpConnection connection, HttpVersion version) {}

    @AfterEach
    void close() {
        client.close();
    }

    @BeforeEach
    void open() {
        client = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(1));
    }

    private Answer send(HttpMethod method, String path, String token, String authority, String body) throws Exception {
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(server.getHost())
                .setPort(server.getPort())
                .setURI(path)
                .putHeader("content-type", "application/json")
                .putHeader("accept", "application/json, text/event-stream");
        if (token != null) {
            options.putHeader("authorization", "Bearer " + token);
        }
        return client.request(options)
                .compose(request -> {
                    if (authority != null) {
                        request.authority(HostAndPort.authority(authority));
                    }
                    return request.send(Buffer.buffer(body))
                            .compose(response -> response.body().map(read -> answer(response, read)));
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(15, TimeUnit.SECONDS);
    }

    private static Answer answer(HttpClientResponse response, Buffer body) {
        return new Answer(
                response.statusCode(),
                response.getHeader("www-authenticate"),
                body.toString(),
                response.request().connection(),
                response.version());
    }

    @Test
    void challengesAndAnswersAreThoseOfHttp11() throws Exception {
        String reader = TokenForge.bearer("notes:read");
        String read = Mcp.body(1, "tools/call", Map.of("name", "fixture_read", "arguments", Map.of("user_id", "ray")));
        String add = read.replace("fixture_read", "fixture_add");

        Answer unauthenticated = send(HttpMethod.POST, "/mcp", null, null, read);
        Answer denied = send(HttpMethod.POST, "/mcp", reader, null, add);
        Answer allowed = send(HttpMethod.POST, "/mcp", reader, null, read);

        assertThat(unauthenticated.status()).isEqualTo(401);
        assertThat(unauthenticated.challenge()).startsWith("Bearer resource_metadata=\"" + TokenForge.METADATA);
        assertThat(denied.status()).isEqualTo(403);
        assertThat(denied.challenge()).startsWith("Bearer error=\"insufficient_scope\"");
        assertThat(denied.body()).contains("\"id\":1", "403 forbidden");
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.body()).contains("structuredContent");
        assertThat(allowed.version()).isEqualTo(HttpVersion.HTTP_2);
    }

    @Test
    void refusesAForgedAuthorityAndServesTheResources() throws Exception {

        Answer forged = send(HttpMethod.GET, METADATA, null, "localhost.evil.example", "");
        Answer own = send(HttpMethod.GET, METADATA, null, "notes.example.test", "");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.challenge()).isNull();
        assertThat(forged.body()).contains("Host is not a name of this server");
        assertThat(own.status()).isEqualTo(200);
    }

    @Test
    void refusesAPathThatNamesAnotherServer() throws Exception {

        assertThat(send(HttpMethod.GET, "http://evil.example" + METADATA, null, "127.0.0.1", "")
                        .status())
                .isEqualTo(403);
        assertThat(send(HttpMethod.GET, "http://127.0.0.1" + METADATA, null, "127.0.0.1", "")
                        .status())
                .isEqualTo(200);
    }

    /** Other requests on the same connection continue. */
    @Test
    void aTooLargeBodyEndsItsStreamAndNotTheConnection() throws Exception {
        String reader = TokenForge.bearer("notes:read");
        String ping = Mcp.body(1, "ping", Map.of());
        Answer before = send(HttpMethod.POST, "/mcp", reader, null, ping);

        assertThat(send(HttpMethod.POST, "/mcp", reader, null, " ".repeat(2 * 1024 * 1024))
                        .status())
                .isEqualTo(413);

        Answer after = send(HttpMethod.POST, "/mcp", reader, null, ping);
        assertThat(after.status()).isEqualTo(200);
        assertThat(after.connection()).isSameAs(before.connection());
    }
}
