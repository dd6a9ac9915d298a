package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.alsoClaiming;
import static dev.scopedgate.oauth.corpus.Presented.forge;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.TokenForge;
import java.util.List;
import java.util.stream.Stream;

/** Tokens of another issuer, for another audience, or with claims of a wrong type (RFC 9068 §2.2, §4). */
final class Claims {

    private static final String ISS = "iss is not a trusted issuer";
    private static final String AUD = "aud does not name this resource";
    private static final String WRONG_TYPE = "a claim is of the wrong type";
    private static final String BOUND =
            "the token is bound to a key by cnf, and this server cannot check that its sender holds the key";
    private static final String OURS = "\"" + TokenForge.RESOURCE + "\"";

    private Claims() {}

    static Stream<Bad> bad() {
        return Stream.of(iss(), aud(), scope(), others()).flatMap(cases -> cases);
    }

    private static Stream<Bad> iss() {
        return Stream.of(
                of("iss", "with a slash more", ISS, "\"" + TokenForge.ISSUER + "/\""),
                of("iss", "in other case", ISS, "\"https://Issuer.example.test\""),
                of("iss", "with http", ISS, "\"http://issuer.example.test\""),
                of("iss", "with its port", ISS, "\"https://issuer.example.test:443\""),
                of("iss", "with a NUL behind", ISS, "\"" + TokenForge.ISSUER + "\\u0000\""),
                of("iss", "with a fullwidth dot", ISS, "\"https://issuer\uff0eexample.test\""),
                of("iss", "empty", ISS, "\"\""),
                of("iss", "in an array", "iss is not a string", "[\"" + TokenForge.ISSUER + "\"]"),
                of("iss", "null", "iss is not a string", "null"),
                new Bad("iss missing", "iss is missing", forge().without("iss").sign()));
    }

    private static Stream<Bad> aud() {
        return Stream.of(
                of("aud", "with a slash more", AUD, "\"" + TokenForge.RESOURCE + "/\""),
                of("aud", "a slash short", AUD, "\"https://notes.example.test\""),
                of("aud", "in other case", AUD, "\"https://notes.example.test/MCP\""),
                of("aud", "with ours and a space", AUD, "\"" + TokenForge.RESOURCE + " \""),
                of(
                        "aud",
                        "ours and another in one text",
                        AUD,
                        "\"" + TokenForge.RESOURCE + " https://other.example.test\""),
                of("aud", "empty text", AUD, "\"\""),
                of("aud", "a list without ours", AUD, "[\"a\",\"b\"]"),
                of("aud", "an empty list", AUD, "[]"),
                of("aud", "ours in a list in a list", WRONG_TYPE, "[[" + OURS + "]]"),
                of("aud", "a list of ours and a number", WRONG_TYPE, "[" + OURS + ",1]"),
                of("aud", "an object", WRONG_TYPE, "{" + OURS + ":true}"),
                of("aud", "true", WRONG_TYPE, "true"),
                of("aud", "null", "aud is missing", "null"),
                new Bad("aud missing", "aud is missing", forge().without("aud").sign()),
                new Bad("Aud with a capital", "aud is missing", alsoClaiming("\"Aud\":" + OURS, "aud")));
    }

    private static Stream<Bad> scope() {
        return Stream.of("{\"notes:read\":true}", "5", "true", "[5]", "[[\"notes:read\"]]", "[\"notes:read\",null]")
                .map(json -> of("scope", json, "scope is neither a string nor a list of strings", json));
    }

    private static final String NO_OBJECT = "cnf is not an object that says what the token is bound to";
    private static final String JKT = "\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"";

    private static Stream<Bad> others() {
        return Stream.of(
                new Bad("sub missing", "sub is missing", forge().without("sub").sign()),
                of("cnf", "with an embedded key", BOUND, "{\"jwk\":{}}"),
                of("cnf", "with jkt and a member that is not known", BOUND, "{" + JKT + ",\"jku\":\"x\"}"),
                of("cnf", "with a jkt that is no thumbprint", "cnf.jkt is not a SHA-256 thumbprint", "{\"jkt\":\"x\"}"),
                of("cnf", "with jkt null", "cnf.jkt is not a SHA-256 thumbprint", "{\"jkt\":null}"),
                of(
                        "cnf",
                        "with x5t#S256 as a number",
                        "cnf.x5t#S256 is not a SHA-256 thumbprint",
                        "{" + JKT + ",\"x5t#S256\":5}"),
                of("cnf", "empty", NO_OBJECT, "{}"),
                of("cnf", "a list", NO_OBJECT, "[{" + JKT + "}]"),
                of("cnf", "false", NO_OBJECT, "false"),
                of("cnf", "null", NO_OBJECT, "null"),
                of(
                        "typ",
                        "DPoP without cnf",
                        "the token is of the type DPoP, and cnf does not say to which key it is" + " bound",
                        "\"DPoP\""),
                of("sub", "empty", "sub is missing", "\"\""),
                of("sub", "a number", WRONG_TYPE, "5"),
                of("client_id", "a list", "client_id is not a string", "[\"a\"]"));
    }

    private static Bad of(String claim, String name, String check, String json) {
        return new Bad(claim + " " + name, check, alsoClaiming("\"" + claim + "\":" + json, claim));
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                new NearMiss(
                        "aud a list with ours",
                        forge().claim("aud", List.of("a", TokenForge.RESOURCE)).sign()),
                new NearMiss(
                        "aud a list of ours alone",
                        forge().claim("aud", List.of(TokenForge.RESOURCE)).sign()),
                new NearMiss(
                        "scope a list",
                        forge().claim("scope", List.of("notes:read")).sign()),
                new NearMiss(
                        "scope with one that is no scope-token",
                        forge().claim("scope", "notes:read \"").sign()),
                new NearMiss(
                        "scope with spaces around",
                        forge().claim("scope", "  notes:read  ").sign()));
    }
}
