package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.Postgres;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import io.restassured.RestAssured;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged application, started as an operator starts it: with environment variables only. */
@Execution(ExecutionMode.CONCURRENT)
class ProductionStartIT {

    private static EmbeddedPostgres postgres;
    private static Map<String, String> complete;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = Postgres.builder().start();
        complete = new HashMap<>(ProductionServer.QUICK_START);
        complete.putAll(Map.of(
                "SCOPED_GATE_RESOURCE", "https://notes.example.com/mcp",
                "SCOPED_GATE_ISSUER", "http://127.0.0.1:1",
                "SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY,
                "SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "SCOPED_NOTES_DATABASE_USERNAME", "postgres",
                "SCOPED_NOTES_DATABASE_PASSWORD", "postgres"));
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        postgres.close();
    }

    @Test
    void servesWithTheRequiredSettings() throws Exception {
        try (ProductionServer server = ProductionServer.start(complete)) {
            server.awaitListening();

            assertThat(RestAssured.get(server.uri("/.well-known/oauth-protected-resource"))
                            .jsonPath()
                            .getString("resource"))
                    .isEqualTo("https://notes.example.com/mcp");
            assertThat(RestAssured.get(server.uri("/whoami")).header("WWW-Authenticate"))
                    .startsWith("Bearer resource_metadata=\"https://notes.example.com/.well-known/");
            assertThat(RestAssured.given()
                            .accept("text/html")
                            .get(server.uri("/"))
                            .asString())
                    .startsWith("<!DOCTYPE html>");
            assertThat(RestAssured.get(server.uri("/scoped-gate/page.json")).asString())
                    .contains("\"mode\":\"connect\"")
                    .doesNotContain("notes:read", "read_notes");
            assertThat(RestAssured.get(server.uri("/q/health/ready")).statusCode())
                    .isEqualTo(404);
            assertThat(RestAssured.get(server.managementUri("/q/health/live")).statusCode())
                    .isEqualTo(200);
            assertThat(RestAssured.get(server.uri("/whoami")).header("Strict-Transport-Security"))
                    .isEqualTo("max-age=31536000");
            // its issuer does not exist, which does not prevent the start
            assertThat(RestAssured.get(server.managementUri("/q/health/ready")).statusCode())
                    .isEqualTo(503);
            assertThat(RestAssured.get(server.managementUri("/q/metrics")).statusCode())
                    .isEqualTo(200);
            assertThat(server.output()).contains("| read_notes | notes:read | read |");
        }
    }

    static Stream<Arguments> wrongSettings() {
        return Stream.of(
                Arguments.of("SCOPED_GATE_RESOURCE", null, "scoped-gate.resource is not set"),
                Arguments.of("SCOPED_GATE_RESOURCE", "", "scoped-gate.resource is not set"),
                Arguments.of("SCOPED_GATE_RESOURCE", "notes", "scoped-gate.resource must be an absolute URI"),
                Arguments.of(
                        "SCOPED_GATE_RESOURCE", "http://notes.example.com/mcp", "scoped-gate.resource must be https"),
                Arguments.of("SCOPED_GATE_RESOURCE", "https://notes.example.com/mcp/", "without a trailing slash"),
                Arguments.of("SCOPED_GATE_RESOURCE", "https://notes.example.com", "the full URI of the MCP endpoint"),
                Arguments.of(
                        "SCOPED_GATE_RESOURCE", "https://notes.example.com/mcp#a", "without user, query and fragment"),
                Arguments.of(
                        "SCOPED_GATE_RESOURCE",
                        "https://notes.example.com/mcp?a=b",
                        "without user, query and fragment"),
                Arguments.of("SCOPED_GATE_RESOURCE", "https://notes example/mcp", "scoped-gate.resource is not a URI"),
                Arguments.of(
                        "SCOPED_GATE_RESOURCE_DOCUMENTATION",
                        "javascript:alert(1)",
                        "scoped-gate.resource-documentation must be an absolute https URI"),
                // the settings of the stand-in issuer, which are of that profile, are of no production package
                Arguments.of("QUARKUS_PROFILE", "dev", "scoped-gate.dev-idp.tokens.tok_reader"),
                Arguments.of("QUARKUS_PROFILE", "prod,test", "the profile is 'test' (QUARKUS_PROFILE)"),
                Arguments.of("SCOPED_GATE_ISSUER", null, "scoped-gate.issuer is not set"),
                Arguments.of("SCOPED_GATE_ISSUER", "http://login.example.com", "scoped-gate.issuer must be https"),
                Arguments.of("SCOPED_GATE_ISSUER", "http://127.0.0.1.example.com", "scoped-gate.issuer must be https"),
                Arguments.of(
                        "SCOPED_GATE_JWKS_URI", "http://login.example.com/k", "scoped-gate.jwks-uri must be https"),
                Arguments.of("SCOPED_GATE_TOKEN_CLOCK_SKEW", "-5s", "scoped-gate.token.clock-skew must be at least 0s"),
                Arguments.of("SCOPED_GATE_ISSUERS_X_ISSUER", "http://127.0.0.1:1", "is configured twice"),
                Arguments.of("SCOPED_GATE_ISSUERS_X_AUDIENCE", "a", "scoped-gate.issuers.x.issuer is not set"),
                Arguments.of("SCOPED_NOTES_DATABASE_URL", null, "scoped-notes.database.url"),
                Arguments.of("SCOPED_NOTES_DATABASE_URL", "mysql://127.0.0.1/db", "scoped-notes.database.url"),
                Arguments.of("SCOPED_NOTES_DATABASE_URL", "postgresql://127.0.0.1:1/db", "scoped-notes.database.url"),
                Arguments.of("SCOPED_NOTES_DATABASE_USERNAME", null, "scoped-notes.database.username is not set"),
                Arguments.of("SCOPED_GATE_TOKEN_CLOCKSKEW", "5s", "SCOPED_GATE_TOKEN_CLOCKSKEW is not a setting"),
                Arguments.of(
                        "SCOPED_NOTES_ISSUER",
                        "https://issuer.example",
                        "SCOPED_NOTES_ISSUER is now SCOPED_GATE_ISSUER"),
                Arguments.of("SCOPED_GATE_KEYS_TIMEOUT", "1ms", "scoped-gate.keys.timeout must be at least 0.1s"),
                Arguments.of(
                        "SCOPED_GATE_KEYS_MAX_STALE",
                        "5m",
                        "scoped-gate.keys.max-stale must be longer than scoped-gate.keys.refresh-interval"),
                Arguments.of(
                        "SCOPED_GATE_STATE_KEY",
                        null,
                        "scoped-gate.state-key is not set: it is required, because a tool, prompt or resource asks its"
                                + " client; the same for all replicas, 32 or more random bytes in base64, for example"
                                + " SCOPED_GATE_STATE_KEY=$(openssl rand -base64 32)"),
                Arguments.of(
                        "SCOPED_GATE_STATE_KEY",
                        "dG9vLXNob3J0",
                        "scoped-gate.state-key must be 32 or more random bytes in base64, for example"
                                + " SCOPED_GATE_STATE_KEY=$(openssl rand -base64 32)"),
                Arguments.of(
                        "SCOPED_GATE_STATE_KEY",
                        "not base64, but long enough to be a key of 32 bytes",
                        "scoped-gate.state-key must be 32 or more random bytes in base64"),
                Arguments.of(
                        "SCOPED_GATE_STATE_KEY_PREVIOUS", "old", "scoped-gate.state-key-previous must be 32 or more"),
                Arguments.of("SCOPED_GATE_STATE_MAX_AGE", "1s", "scoped-gate.state-max-age must be at least 10s"),
                Arguments.of(
                        "SCOPED_NOTES_PURGE_CONFIRM",
                        "maybe",
                        "scoped-notes.purge.confirm must be when-possible or always or never"),
                Arguments.of("SCOPED_NOTES_ACCESS", "everyone", "scoped-notes.access must be own or shared"),
                Arguments.of(
                        "SCOPED_NOTES_DATABASE_MIGRATE",
                        "sometimes",
                        "scoped-notes.database.migrate must be at-start or only or never"),
                Arguments.of(
                        "SCOPED_NOTES_DATABASE_SERVING_ROLE",
                        "a\"; drop table note",
                        "scoped-notes.database.serving-role must be the name of a role"),
                Arguments.of("SCOPED_GATE_TOOLS_LIST", "hide", "scoped-gate.tools-list must be annotate or filter"),
                Arguments.of(
                        "SCOPED_GATE_GATE_CHALLENGE_SCOPE",
                        "all",
                        "scoped-gate.gate.challenge-scope must be union or needed"),
                Arguments.of("SCOPED_GATE_AUDIT_ALLOWED", "some", "scoped-gate.audit.allowed must be all or write"),
                Arguments.of("SCOPED_GATE_AUDIT_FORMAT", "xml", "scoped-gate.audit.format must be log or ecs"),
                Arguments.of("SCOPED_GATE_AUDIT_QUEUE_SIZE", "0", "scoped-gate.audit.queue-size must be at least 16"),
                Arguments.of(
                        "SCOPED_GATE_LIMITS_CALLS_PER_SUBJECT",
                        "-1",
                        "scoped-gate.limits.calls-per-subject must be at least 0"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_MAX_HEAD_TIME",
                        "0s",
                        "scoped-gate.perimeter.max-head-time must be at least 1s"),
                Arguments.of(
                        "SCOPED_GATE_AUDIT_FLUSH_TIMEOUT", "2m", "scoped-gate.audit.flush-timeout must be at least"),
                Arguments.of(
                        "SCOPED_GATE_KEYS_TIMEOUT",
                        "soon",
                        "scoped-gate.keys.timeout must be a duration, a number and one of ms, s, m, h and d, for example"
                                + " SCOPED_GATE_KEYS_TIMEOUT=5s"),
                Arguments.of(
                        "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING",
                        "true",
                        "quarkus.http.proxy.trusted-proxies is not set: any client could claim any address"),
                Arguments.of(
                        "QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL",
                        "true",
                        "quarkus.http.proxy.use-proxy-protocol must not be true: nobody checks who sends the address"),
                Arguments.of(
                        "QUARKUS_HTTP_INSECURE_REQUESTS",
                        "redirect",
                        "quarkus.http.insecure-requests must not be redirect"),
                Arguments.of("SCOPED_GATE_TOKEN_MAX_LIFETIME", "1 hour", "scoped-gate.token.max-lifetime must be a"),
                Arguments.of("SCOPED_GATE_DPOP", "on", "scoped-gate.dpop must be accepted or required or off"),
                Arguments.of("SCOPED_GATE_DPOP_NONCE", "on", "scoped-gate.dpop.nonce must be off or required"),
                Arguments.of("SCOPED_GATE_DPOP_ALGORITHMS", "HS256", "scoped-gate.dpop.algorithms holds 'HS256'"),
                Arguments.of("SCOPED_GATE_DISCOVERY_CACHE_FOR", "-1h", "scoped-gate.discovery.cache-for must be"),
                Arguments.of("SCOPED_NOTES_DATABASE_TIMEOUT", "0s", "scoped-notes.database.timeout must be at least"),
                Arguments.of("SCOPED_GATE_PERIMETER_MAX_BODY_TIME", "1d", "perimeter.max-body-time must be at least"),
                Arguments.of("SCOPED_GATE_PERIMETER_MAX_BODY_BYTES", "0", "perimeter.max-body-bytes must be at least"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_MAX_BODY_BYTES_IN_FLIGHT",
                        "131071",
                        "scoped-gate.perimeter.max-body-bytes-in-flight is less than"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_ALLOWED_HOSTS",
                        "notes.internal/",
                        "scoped-gate.perimeter.allowed-hosts must be names"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_MAX_BODY_VALUES", "0", "perimeter.max-body-values must be at least"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_MAX_UNAUTHENTICATED_BYTES",
                        "1000",
                        "scoped-gate.perimeter.max-unauthenticated-bytes must be at least"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_MANAGEMENT_HOSTS",
                        "notes:9000",
                        "scoped-gate.perimeter.management-hosts must be names"),
                Arguments.of(
                        "SCOPED_GATE_PERIMETER_ALLOWED_ORIGINS",
                        "https://app.example.com/",
                        "scoped-gate.perimeter.allowed-origins must be origins"));
    }

    @ParameterizedTest(name = "{0}={1}")
    @MethodSource("wrongSettings")
    void anInvalidSettingEndsTheStartByNameBeforeThePortOpens(String variable, String value, String message)
            throws Exception {
        Map<String, String> environment = new HashMap<>(complete);
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        try (ProductionServer server = ProductionServer.start(environment)) {
            assertThat(server.awaitExit()).isNotZero();
            assertThat(server.output())
                    .contains(message)
                    .doesNotContain("Listening on:")
                    .doesNotContain("\tat ")
                    .doesNotContain("\\tat ");
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"allow-forwarded", "enable-forwarded-host", "enable-forwarded-prefix"})
    void aHeaderThatWouldReplaceHostEndsTheStart(String setting) throws Exception {
        Map<String, String> environment = new HashMap<>(complete);
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        String variable = "QUARKUS_HTTP_PROXY_" + setting.replace('-', '_').toUpperCase(Locale.ROOT);
        environment.put(variable, "true");
        try (ProductionServer server = ProductionServer.start(environment)) {
            assertThat(server.awaitExit()).isNotZero();
            assertThat(server.output())
                    .contains("quarkus.http.proxy." + setting + " must not be true", variable + "=false")
                    .doesNotContain("Listening on:");
        }
    }

    @Test
    void acceptsTheExamplesInItsMessages() throws Exception {
        Map<String, String> environment = new HashMap<>(complete);
        environment.putAll(Map.of(
                "SCOPED_GATE_KEYS_TIMEOUT", "5s",
                "SCOPED_GATE_TOKEN_MAX_LIFETIME", "1h",
                "SCOPED_GATE_DISCOVERY_CACHE_FOR", "0s",
                "SCOPED_NOTES_DATABASE_TIMEOUT", "100ms",
                "SCOPED_GATE_PERIMETER_MAX_BODY_TIME", "10m",
                "SCOPED_GATE_PERIMETER_MAX_BODY_BYTES", "1",
                "SCOPED_GATE_PERIMETER_MAX_BODY_BYTES_IN_FLIGHT", "1",
                "SCOPED_GATE_PERIMETER_ALLOWED_HOSTS", "notes.internal,[::1]:8000",
                "SCOPED_GATE_PERIMETER_ALLOWED_ORIGINS", "https://app.example.com,https://app.example.com:8443",
                "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true"));
        // one pair more than Map.of takes
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "10.0.0.0/8,127.0.0.1");
        try (ProductionServer server = ProductionServer.start(environment)) {
            server.awaitListening();

            assertThat(RestAssured.get(server.uri("/.well-known/oauth-protected-resource"))
                            .header("Cache-Control"))
                    .endsWith("max-age=0");
        }
    }

    @Test
    void namesAllMissingSettingsInOneMessage() throws Exception {
        try (ProductionServer server = ProductionServer.start(ProductionServer.QUICK_START)) {
            assertThat(server.awaitExit()).isNotZero();
            assertThat(server.output())
                    .contains("scoped-gate.resource is not set", "SCOPED_GATE_RESOURCE=https://notes.example.com/mcp")
                    .contains("scoped-gate.issuer is not set", "SCOPED_GATE_ISSUER=https://login.example.com")
                    .contains("scoped-gate.state-key is not set")
                    .contains("scoped-notes.database.url is not set", "scoped-notes.database.username is not set");
            // settings.md lists exactly these as required
            assertThat(matches("(?m)^  - (scoped-notes\\.\\S+) is not set: it is required", server.output()))
                    .containsExactlyInAnyOrderElementsOf(matches(
                            "(?m)^\\| `(scoped-notes\\.[^`<]+)`[^|]*\\|[^|]*\\| required \\|",
                            Files.readString(Path.of("src", "main", "docs", "settings.md"))));
        }
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void acceptsSeveralIssuersFromTheEnvironment() throws Exception {
        Map<String, String> environment = new HashMap<>(complete);
        environment.remove("SCOPED_GATE_ISSUER");
        environment.put("SCOPED_GATE_ISSUERS_FIRST_ISSUER", "http://127.0.0.1:1");
        environment.put("SCOPED_GATE_ISSUERS_SECOND_ISSUER", "http://127.0.0.1:2/tenant");
        environment.put("SCOPED_GATE_ISSUERS_SECOND_JWKS_URI", "http://127.0.0.1:2/keys");
        try (ProductionServer server = ProductionServer.start(environment)) {
            server.awaitListening();

            assertThat(RestAssured.get(server.uri("/.well-known/oauth-protected-resource"))
                            .jsonPath()
                            .getList("authorization_servers"))
                    .isEqualTo(List.of("http://127.0.0.1:1", "http://127.0.0.1:2/tenant"));
        }
    }

    @Test
    void acceptsHttpOffLoopbackOnlyWithTheDangerousSetting() throws Exception {
        Map<String, String> environment = new HashMap<>(complete);
        environment.put("SCOPED_GATE_RESOURCE", "http://notes.internal/mcp");
        environment.put("SCOPED_GATE_DANGEROUSLY_ALLOW_HTTP", "true");
        try (ProductionServer server = ProductionServer.start(environment)) {
            server.awaitListening();

            assertThat(RestAssured.given()
                            .header("Host", "notes.internal")
                            .get(server.uri("/whoami"))
                            .headers()
                            .hasHeaderWithName("Strict-Transport-Security"))
                    .isFalse();
        }
    }
}
