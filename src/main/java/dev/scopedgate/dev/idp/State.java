package dev.scopedgate.dev.idp;

import dev.scopedgate.dev.OwnerOnly;
import dev.scopedgate.dev.idp.client.RegisteredClients;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jboss.logging.Logger;

/**
 * The state that is kept over a live reload, because agents keep using it: the signing key, the registered clients, the
 * refresh tokens. Only the owner can read its file.
 */
record State(SigningKey key, RegisteredClients clients, RefreshTokens refreshTokens) {

    private static final Logger LOG = Logger.getLogger(State.class);

    static State fresh() {
        return new State(SigningKey.generate(), RegisteredClients.none(), RefreshTokens.none());
    }

    static State load(Path file) {
        if (!Files.exists(file)) {
            return fresh();
        }
        try {
            var json = new JsonObject(Buffer.buffer(Files.readAllBytes(file)));
            return new State(
                    SigningKey.fromJson(json.getJsonObject("key")),
                    RegisteredClients.fromJson(json.getJsonObject("clients")),
                    RefreshTokens.fromJson(json.getJsonObject("refresh_tokens")));
        } catch (IOException | RuntimeException e) {
            // without the cause: a JSON error quotes the text
            LOG.warnf("Stand-in authorization server: %s is not readable; every client must register again", file);
            return fresh();
        }
    }

    void save(Path file) {
        var json = new JsonObject()
                .put("key", key.toJson())
                .put("clients", clients.toJson())
                .put("refresh_tokens", refreshTokens.toJson());
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            // restricted before it has content, and moved in one step: a reader sees either the old or the new file,
            // complete
            Path written = Files.createTempFile(directory, "dev-idp", ".json");
            OwnerOnly.restrict(written);
            Files.write(written, json.toBuffer().getBytes());
            Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("the state of the stand-in authorization server was not saved", e);
        }
    }
}
