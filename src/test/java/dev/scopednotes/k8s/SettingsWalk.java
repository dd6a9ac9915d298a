package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.ProductionServer;
import dev.scopedgate.testsupport.Surroundings;
import dev.scopedgate.testsupport.TlsPostgres;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application starts with the environment of each overlay; only addresses differ. */
class SettingsWalk {

    private final KeyServer keys = new KeyServer();
    private TlsPostgres database;
    private String keySet;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        keySet = keys.start().get("scoped-gate.jwks-uri");
        database = TlsPostgres.start(directory);
        try (Connection connection = database.postgres().getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("create role app login");
            connection.createStatement().execute("create role notes_server login");
            connection.createStatement().execute("create database notes owner app");
        }
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        keys.stop();
    }

    @Test
    void inDevelopmentTheServerMigratesAndServes() throws Exception {
        Rendered rendered = Rendered.overlay("dev");
        Container server = Rendered.container(rendered.server().getSpec().getTemplate(), "server");
        Map<String, String> environment = rendered.environment(server);

        assertThat(environment)
                .containsEntry("SCOPED_GATE_RESOURCE", "http://127.0.0.1:8000/mcp")
                .containsEntry("SCOPED_GATE_ISSUER", "http://127.0.0.1:8080/realms/notes")
                .doesNotContainKey("SCOPED_GATE_DANGEROUSLY_ALLOW_HTTP");
        assertServes(server, environment, "app");
    }

    @Test
    void inProductionTheJobMigratesAndAReplicaServesOnlyAfterIt() throws Exception {
        Rendered rendered = Rendered.overlay("prod");
        Container server = Rendered.container(rendered.server().getSpec().getTemplate(), "server");
        Job job = rendered.the(Job.class, "scoped-notes-migrate-1.2.3"::equals);
        Container migration = Rendered.container(job.getSpec().getTemplate(), "migration");

        assertThat(migration.getImage()).isEqualTo(server.getImage()).endsWith(":1.2.3");
        try (ProductionServer early = start(rendered.environment(server), "notes_server")) {
            assertThat(early.awaitExit()).isNotZero();
            assertThat(early.output())
                    .contains("scoped-notes.database.migrate=never")
                    .doesNotContain("Listening on:");
        }
        try (ProductionServer migrating = start(rendered.environment(migration), "app")) {
            assertThat(migrating.awaitExit()).as(migrating.output()).isZero();
            assertThat(migrating.output()).contains("is up to date").doesNotContain("Listening on:");
        }
        assertServes(server, rendered.environment(server), "notes_server");
    }

    @Test
    void aRenderThatIsNotFilledInStartsNothing() throws Exception {
        assertThat(Rendered.text("prod-unfilled").lines().filter(line -> line.contains("FILL_IN")))
                .hasSizeGreaterThanOrEqualTo(9);
        assertThat(Rendered.text("prod")).doesNotContain("FILL_IN", ": values", ": overlay", "//host/");
        Rendered unfilled = Rendered.overlay("prod-unfilled");
        Container server = Rendered.container(unfilled.server().getSpec().getTemplate(), "server");
        try (ProductionServer refused = start(unfilled.environment(server), "notes_server")) {
            assertThat(refused.awaitExit()).isNotZero();
            assertThat(refused.output())
                    .contains("scoped-gate.resource must be an absolute URI")
                    .contains("scoped-gate.issuer must be an absolute URI");
        }
    }

    private void assertServes(Container server, Map<String, String> environment, String role) throws Exception {
        try (ProductionServer replica = start(environment, role)) {
            replica.awaitListening();
            for (Probe probe :
                    List.of(server.getStartupProbe(), server.getLivenessProbe(), server.getReadinessProbe())) {
                String path = probe.getHttpGet().getPath();
                assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("management");
                assertThat(inTime(replica, path)).as(path).isEqualTo(200);
                assertThat(RestAssured.get(replica.uri(path)).statusCode())
                        .as("public " + path)
                        .isEqualTo(404);
            }
            assertThat(replica.output()).as("the ports of the container").contains("Listening on:");
        }
    }

    /** Readiness follows the issuer's keys, which are fetched while the application starts. */
    private static int inTime(ProductionServer replica, String path) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        int status = 0;
        while (status != 200 && Instant.now().isBefore(end)) {
            Thread.sleep(200);
            status = RestAssured.get(replica.managementUri(path)).statusCode();
        }
        return status;
    }

    /**
     * What the cluster would resolve, on this machine: the database's address, its authority, the Secrets and the
     * issuer's keys.
     */
    private ProductionServer start(Map<String, String> environment, String role) throws Exception {
        // the server itself refuses unknown settings of its own; of those of Quarkus only one is set, which settings.md
        // lists
        assertThat(environment.keySet())
                .allMatch(name -> name.startsWith("SCOPED_GATE_")
                        || name.startsWith("SCOPED_NOTES_")
                        || name.equals("QUARKUS_DATASOURCE_REACTIVE_MAX_SIZE"));
        String url = environment.get("SCOPED_NOTES_DATABASE_URL");
        environment.put(
                "SCOPED_NOTES_DATABASE_URL",
                url.replaceFirst(
                                "//[^/]+/", "//localhost:" + database.postgres().getPort() + "/")
                        .replace(
                                "/run/database-ca/ca.crt",
                                database.certificate().toString()));
        Stream.of("USERNAME", "PASSWORD", "SERVING_ROLE")
                .map("SCOPED_NOTES_DATABASE_"::concat)
                .filter(environment::containsKey)
                .forEach(name -> assertThat(environment.get(name)).startsWith("secret:"));
        assertThat(environment.get("SCOPED_GATE_STATE_KEY")).startsWith("secret:scoped-notes-state");
        environment.put("SCOPED_GATE_STATE_KEY", Surroundings.STATE_KEY);
        environment.put("SCOPED_NOTES_DATABASE_USERNAME", role);
        environment.put("SCOPED_NOTES_DATABASE_PASSWORD", "any");
        environment.computeIfPresent("SCOPED_NOTES_DATABASE_SERVING_ROLE", (name, secret) -> "notes_server");
        environment.put("SCOPED_GATE_JWKS_URI", keySet);
        return ProductionServer.start(environment);
    }
}
