package dev.scopedgate.oauth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.testsupport.LogRecorder;
import dev.scopedgate.testsupport.ScriptedServer;
import dev.scopedgate.testsupport.ScriptedServer.Answer;
import dev.scopedgate.testsupport.SigningKeys;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid entry of a JWKS is skipped and named, and does not affect the others (RFC 7517 §5). */
class OddKeysTest {

    private static final String NO_POINT = "its coordinates are not a point on its curve";
    private static final String GOOD = json(SigningKeys.next()).encode();

    private static JsonObject json(PublicJsonWebKey key) {
        return new JsonObject(key.toJson(OutputControlLevel.PUBLIC_ONLY));
    }

    private static JsonObject rsa() {
        return json(SigningKeys.rsa());
    }

    private static JsonObject ec() {
        return json(SigningKeys.ec());
    }

    private static JsonObject okp() {
        return json(SigningKeys.ed25519());
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String bits(int bits) {
        return number(BigInteger.ONE.shiftLeft(bits - 1).setBit(0));
    }

    private static String zeros(int length) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[length]);
    }

    static Stream<Arguments> odd() {
        return Stream.of(
                Arguments.of("\"x\"", "it is not a JSON object"),
                Arguments.of("null", "it is not a JSON object"),
                Arguments.of("5", "it is not a JSON object"),
                Arguments.of("1e400", "it is not a JSON object"),
                Arguments.of("true", "it is not a JSON object"),
                Arguments.of("[]", "it is not a JSON object"),
                Arguments.of("[" + GOOD + "]", "it is not a JSON object"),
                Arguments.of("{}", "kty is not RSA, EC or OKP"),
                Arguments.of("{\"kty\":\"AKP\"}", "kty is not RSA, EC or OKP"),
                Arguments.of("{\"kty\":[\"RSA\"]}", "kty is not a string"),
                Arguments.of("{\"kty\":\"oct\",\"k\":\"AAAA\"}", "kty oct is a symmetric key"),
                odd(rsa().put("kid", 5), "kid is not a string"),
                odd(rsa().put("use", 1), "use is not a string"),
                odd(rsa().put("use", "enc"), "use is not sig"),
                odd(rsa().put("alg", 256), "alg is not a string"),
                odd(rsa().put("alg", "RSA-OAEP"), "alg is not allowed by scoped-gate.token.algorithms"),
                odd(rsa().put("key_ops", "verify"), "key_ops is not an array"),
                odd(rsa().put("key_ops", List.of("encrypt")), "key_ops does not contain verify"),
                odd(rsa().put("n", 5), "n is not a string"),
                odd(rsa().putNull("n"), "n is missing"),
                odd(rsa().put("n", ""), "n is missing"),
                odd(rsa().put("n", "a+b/c="), "n is not base64url"),
                odd(rsa().put("n", "\u00e4\u00f6"), "n is not base64url"),
                odd(rsa().put("n", bits(2047)), "RSA of 2047 bits is too weak: the minimum is 2048"),
                odd(rsa().put("n", bits(16384)), "n is too long: RSA keys of at most 8192 bits are used"),
                odd(rsa().put("n", bits(400_000)), "n is too long: RSA keys of at most 8192 bits are used"),
                odd(rsa().put("n", number(BigInteger.ONE.shiftLeft(2047))), "n is even"),
                odd(rsa().put("e", "AQ"), "e is not an odd number from 3 to 64 bits"),
                odd(rsa().put("e", "AA"), "e is not an odd number from 3 to 64 bits"),
                odd(rsa().put("e", "BA"), "e is not an odd number from 3 to 64 bits"),
                odd(rsa().put("e", bits(65)), "e is not an odd number from 3 to 64 bits"),
                odd(rsa().put("e", bits(2048)), "e is not an odd number from 3 to 64 bits"),
                odd(
                        new JsonObject(SigningKeys.rsa().toJson(OutputControlLevel.INCLUDE_PRIVATE)),
                        "its private key is published: anyone who read it can sign tokens; the issuer must replace it"),
                odd(
                        new JsonObject(SigningKeys.ec().toJson(OutputControlLevel.INCLUDE_PRIVATE)),
                        "its private key is published: anyone who read it can sign tokens; the issuer must replace it"),
                odd(ec().put("crv", "P-384"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(ec().put("crv", "secp256k1"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(ec().putNull("crv"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(ec().put("alg", "RS256"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(ec().put("y", 5), "y is not a string"),
                odd(ec().put("y", ec().getString("x")), NO_POINT),
                odd(ec().put("x", zeros(32)).put("y", zeros(32)), NO_POINT),
                odd(ec().put("x", bits(256)), NO_POINT),
                odd(ec().put("x", bits(512)), NO_POINT),
                odd(okp().put("x", zeros(31)), "x has the wrong length for its curve"),
                odd(okp().put("x", zeros(33)), "x has the wrong length for its curve"),
                odd(okp().put("x", two()), NO_POINT),
                odd(okp().put("x", zeros(32)), "it is a point of small order: anybody can make its signatures"),
                odd(okp().put("alg", "Ed448"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(okp().put("crv", "X25519"), "crv or alg is not allowed by scoped-gate.token.algorithms"),
                odd(okp().put("crv", "Ed448"), "x has the wrong length for its curve"));
    }

    /** The coordinate two, for which there is no point. */
    private static String two() {
        byte[] y = new byte[32];
        y[0] = 2;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(y);
    }

    private static Arguments odd(JsonObject entry, String reason) {
        return Arguments.of(entry.encode(), reason);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("odd")
    void skipsTheEntryByNameAndUsesTheOthers(String entry, String reason) {
        KeySet set = KeySet.parse("{\"keys\":[" + GOOD + "," + entry + "]}", Start.algorithms());

        assertThat(set.knows(Optional.of("rsa-2"))).isTrue();
        assertThat(set.skipped())
                .singleElement()
                .asString()
                .startsWith("keys[1]")
                .endsWith(": " + reason);
        assertThatThrownBy(() -> KeySet.parse("{\"keys\":[" + entry + "]}", Start.algorithms()))
                .hasMessageStartingWith("the JWKS holds no key that can be used: keys[0]")
                .hasMessageContaining(reason);
    }

    static Stream<JsonObject> usable() {
        return Stream.of(
                rsa(),
                rsa().putNull("x5c")
                        .putNull("alg")
                        .putNull("use")
                        .putNull("key_ops")
                        .putNull("d"),
                rsa().put("x5c", List.of("garbage")),
                rsa().put("x5c", 5).put("x5t", 5).put("x5u", "::"),
                rsa().put("exp", "never").put("nested", new JsonObject().put("a", List.of())),
                rsa().put("key_ops", List.of("sign", "verify")),
                // with the sign byte that some issuers write
                rsa().put("n", number(new BigInteger(1, Base64.getUrlDecoder().decode(rsa().getString("n"))))),
                ec().put("crv", "P-256"),
                // with three leading zero bytes
                ec().put("x", "AAAA" + ec().getString("x")),
                okp());
    }

    @ParameterizedTest
    @MethodSource("usable")
    void usesUnusualButValidKeys(JsonObject entry) {
        KeySet set = KeySet.parse("{\"keys\":[" + entry.encode() + "]}", Start.algorithms());

        assertThat(set.knows(Optional.of(entry.getString("kid")))).isTrue();
        assertThat(set.skipped()).isEmpty();
    }

    @Test
    void aRepeatedKeyIsOneKey() {
        KeySet set = KeySet.parse("{\"keys\":[" + rsa() + "," + rsa() + "]}", Start.algorithms());

        assertThat(set.knows(Optional.empty())).isTrue();
    }

    @Test
    void readsAtMostAThousandEntries() {
        List<String> entries = new ArrayList<>(List.of(GOOD));
        for (int i = 0; i < 2000; i++) {
            entries.add("5");
        }
        KeySet set = KeySet.parse("{\"keys\":[" + String.join(",", entries) + "]}", Start.algorithms());

        assertThat(set.knows(Optional.of("rsa-2"))).isTrue();
        assertThat(set.skipped()).hasSize(1000).last().asString().contains("only the first 1000 are read");
        assertThat(set.skippedInShort()).hasSizeLessThan(1000).endsWith("; and 990 more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html></html>|the JWKS is not JSON: it looks like HTML",
                "|the JWKS is empty",
                "{\"keys\":[{\"kty\":\"RSA\",|the JWKS is not JSON at line 1, column 23 of 22 characters",
                "{\"keys\":{}}|the JWKS has no array 'keys'",
                "{\"key\":[]}|the JWKS has no array 'keys'",
                "[]|the JWKS has no array 'keys'",
                "null|the JWKS has no array 'keys'",
                "{\"keys\":[]}|the JWKS holds no key that can be used"
            })
    void namesTheFaultOfADocumentThatIsNotAJwks(String documentAndMessage) {
        String[] parts = documentAndMessage.split("\\|");

        assertThatThrownBy(() -> KeySet.parse(parts[0], Start.algorithms())).hasMessage(parts[1]);
    }

    @Test
    void logsSkippedEntriesOnlyWhenTheyChange() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (ScriptedServer server = new ScriptedServer();
                LogRecorder log = new LogRecorder()) {
            IssuerKeys keys = Start.keys(
                    vertx,
                    Map.of(
                            "SCOPED_GATE_RESOURCE", "https://notes.example.test/mcp",
                            "SCOPED_GATE_ISSUER", "https://issuer.example.test",
                            "SCOPED_GATE_JWKS_URI", server.origin() + "/keys"));
            JsonObject forged = rsa().put("kid", "a\nWARN forged\u202e").put("n", "AQAB");
            server.answer("/keys", Answer.of("{\"keys\":[" + GOOD + "," + forged + ",\"x\"]}"));
            refresh(keys);
            server.answer("/keys", Answer.of("{\"keys\":[" + GOOD + "," + forged + ",\"y\"]}"));
            refresh(keys);
            assertThat(notUsed(log))
                    .singleElement()
                    .asString()
                    .contains(
                            "2 keys of issuer https://issuer.example.test are not used: keys[1] 'a?WARN forged?': RSA of")
                    .contains("; keys[2]: it is not a JSON object")
                    .doesNotContain(rsa().getString("n"), "\u202e");

            server.answer("/keys", Answer.of("{\"keys\":[" + GOOD + ",5]}"));
            refresh(keys);
            assertThat(notUsed(log)).hasSize(2);
            keys.stop();
        } finally {
            await().until(() ->
                    vertx.close().toCompletionStage().toCompletableFuture().isDone());
        }
    }

    private static void refresh(IssuerKeys keys) throws Exception {
        keys.refresh().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static List<String> notUsed(LogRecorder log) {
        return log.entries().stream()
                .filter(entry -> entry.contains("are not used"))
                .toList();
    }
}
