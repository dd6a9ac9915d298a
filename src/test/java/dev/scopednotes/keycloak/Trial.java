package dev.scopednotes.keycloak;

import dev.scopedgate.testsupport.ProductionServer;
import dev.scopednotes.dev.EmbeddedDatabase;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keycloak with the realm of the cluster and a PostgreSQL, both on loopback until this process ends, and the settings of
 * a packaged application that uses them. {@code src/test/walk/keycloak/start} runs it.
 */
final class Trial {

    private static final String USER = "mich";
    private static final String CLIENT = "trial";
    private static final Path DIRECTORY = Path.of("target", "keycloak");
    private static final Path SETTINGS = DIRECTORY.resolve("settings");
    private static final Path TOKEN_REQUEST = DIRECTORY.resolve("token-request");

    private final Keycloak keycloak;
    private final Map<String, String> settings = new TreeMap<>();

    private Trial() throws IOException {
        int port = free(8000);
        String resource = "http://127.0.0.1:" + port + "/mcp";
        keycloak = new Keycloak(resource);
        settings.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        settings.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        settings.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
        settings.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(free(9000)));
        settings.put("SCOPED_GATE_RESOURCE", resource);
        settings.put("SCOPED_GATE_ISSUER", keycloak.issuer());
        settings.put("SCOPED_GATE_STATE_KEY", stateKey());
    }

    public static void main(String[] arguments) throws Exception {
        Trial trial = new Trial();
        Runtime.getRuntime().addShutdownHook(new Thread(trial::stop));
        try {
            trial.start();
        } catch (Exception e) {
            System.err.println("not started: " + e.getMessage());
            System.exit(1);
        }
        Thread.currentThread().join();
    }

    private void start() throws Exception {
        startDatabase();
        keycloak.startEmpty();
        var administrator = new Administrator(keycloak);
        String password = administrator.givePassword(USER);
        administrator.addPasswordClient(CLIENT);
        settings.put("SUBJECT", administrator.subject(USER));
        write(SETTINGS, exports());
        write(TOKEN_REQUEST, tokenRequest(password));
        System.out.printf("""
                %s
                These settings are in %s too. The database is empty. In another terminal:

                  a token        src/test/walk/keycloak/token 'notes:read notes:write'
                  sign in as     %s, password %s
                  stop           Ctrl-C here: ends Keycloak and PostgreSQL, and deletes their data
                """, exports(), SETTINGS, USER, password);
    }

    /** That of {@code quarkus:dev}: with a password, and not readable by other users. */
    private void startDatabase() {
        LaunchMode.set(LaunchMode.DEVELOPMENT);
        var database = new EmbeddedDatabase();
        settings.put("SCOPED_NOTES_DATABASE_URL", database.getValue("scoped-notes.database.url"));
        settings.put("SCOPED_NOTES_DATABASE_USERNAME", database.getValue("scoped-notes.database.username"));
        settings.put("SCOPED_NOTES_DATABASE_PASSWORD", database.getValue("scoped-notes.database.password"));
    }

    private String exports() {
        return settings.entrySet().stream()
                .map(setting -> "export %s=%s%n".formatted(setting.getKey(), setting.getValue()))
                .collect(Collectors.joining());
    }

    /** A file of curl, so that the password is in no list of processes (RFC 6749 §4.3). */
    private String tokenRequest(String password) {
        return """
                url = "%s"
                data = "grant_type=password&client_id=%s&username=%s&password=%s"
                """.formatted(keycloak.uri("/realms/notes/protocol/openid-connect/token"), CLIENT, USER, password);
    }

    /** Replaces the file, for its owner alone. */
    private static void write(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file);
        if (!file.toFile().setReadable(false, false) || !file.toFile().setReadable(true, true)) {
            throw new IOException(file + " cannot be made readable for its owner alone");
        }
        Files.writeString(file, text);
    }

    private void stop() {
        keycloak.stop();
        try {
            Files.deleteIfExists(SETTINGS);
            Files.deleteIfExists(TOKEN_REQUEST);
        } catch (IOException e) {
            System.err.println("not deleted: " + e.getMessage());
        }
    }

    /** That port, or another if it is taken. */
    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            return ProductionServer.freePort();
        }
    }

    private static String stateKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }
}
