package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.MALFORMED;
import static dev.scopedgate.oauth.corpus.Presented.alsoClaiming;
import static dev.scopedgate.oauth.corpus.Presented.claiming;
import static dev.scopedgate.oauth.corpus.Presented.forge;
import static dev.scopedgate.oauth.corpus.Presented.good;
import static dev.scopedgate.oauth.corpus.Presented.header;
import static dev.scopedgate.oauth.corpus.Presented.signed;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Validly signed, but not over two UTF-8 JSON objects with unique names (RFC 7515 §4, RFC 7519 §4, RFC 8725 §3.7). */
final class Documents {

    private Documents() {}

    static Stream<Bad> bad() {
        return Stream.of(names(), charsets(), json()).flatMap(cases -> cases);
    }

    private static Stream<Bad> names() {
        return Stream.of(
                bad("alg twice in the header", signed(header("\"alg\":\"none\""))),
                bad("kid twice, once escaped", signed(header("\"\\u006bid\":\"rsa-1\""))),
                bad("aud twice, ours last", alsoClaiming("\"aud\":\"https://other.example.test\"")),
                bad(
                        "scope twice, the wider last",
                        claiming(forge().payload().replaceFirst("}$", ",\"scope\":\"admin:notes\"}"))),
                bad("a name twice within a claim", alsoClaiming("\"cnf\":{\"a\":1,\"a\":2}")));
    }

    private static Stream<Bad> charsets() {
        String payload = forge().payload();
        return Stream.of(
                bad("a payload in UTF-16 with a BOM", encoded(header(), payload, UTF_8, UTF_16)),
                bad("a payload in UTF-16LE without one", encoded(header(), payload, UTF_8, UTF_16LE)),
                bad("a header in UTF-16", encoded(header(), payload, UTF_16, UTF_8)),
                bad("a payload with a BOM", claiming("\ufeff" + payload)),
                bad("a header with a BOM", signed("\ufeff" + header())),
                bad(
                        "a payload that is not UTF-8",
                        CompactJws.rs256(
                                header().getBytes(UTF_8),
                                payload.replace("\"ray\"", "\"r\u00e4y\"").getBytes(StandardCharsets.ISO_8859_1))),
                bad(
                        "a header with an overlong letter",
                        CompactJws.rs256(
                                header("\"x\":\"\u00c1\u00a1\"").getBytes(StandardCharsets.ISO_8859_1),
                                payload.getBytes(UTF_8))));
    }

    private static Stream<Bad> json() {
        String payload = forge().payload();
        return Stream.of(
                bad("a payload that is an array", claiming("[" + payload + "]")),
                bad("a payload that is text", claiming("\"ray\"")),
                bad("a payload that is null", claiming("null")),
                bad("a payload that is blank", claiming(" ")),
                bad("a header that is an array", signed("[" + header() + "]")),
                bad("garbage behind the payload", claiming(payload + "x")),
                bad("a second payload behind the first", claiming(payload + payload)),
                bad("a NUL behind the payload", claiming(payload + "\u0000")),
                bad("a payload cut short", claiming(payload.substring(0, payload.length() - 1))),
                bad("a comment in the payload", claiming("/**/" + payload)),
                bad("single quotes", claiming(payload.replace('"', '\''))),
                bad("a comma behind the last claim", claiming(payload.replaceFirst("}$", ",}"))),
                bad("NaN for a claim", alsoClaiming("\"n\":NaN")),
                bad("a line break within text", alsoClaiming("\"n\":\"a\nb\"")),
                bad("a claim of 33 levels", alsoClaiming("\"n\":" + nested(33))),
                bad("a claim of 4,000 levels", alsoClaiming("\"n\":" + nested(4000))),
                bad("a number of 101 digits", alsoClaiming("\"n\":" + "9".repeat(101))),
                bad("a JWT for a payload", claiming(good())),
                new Bad("no claims at all", "iss is missing", claiming("{}")));
    }

    private static Bad bad(String name, String token) {
        return new Bad(name, MALFORMED, token);
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String encoded(String header, String payload, Charset ofHeader, Charset ofPayload) {
        return CompactJws.rs256(header.getBytes(ofHeader), payload.getBytes(ofPayload));
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                new NearMiss("a claim of 31 levels", alsoClaiming("\"n\":" + nested(31))),
                new NearMiss("a number of 100 digits", alsoClaiming("\"n\":" + "9".repeat(100))),
                new NearMiss("a claim in UTF-8 beyond ASCII", alsoClaiming("\"n\":\"\u00e4\u4e2d\ud83d\ude00\"")),
                new NearMiss("the same name on two levels", alsoClaiming("\"n\":{\"aud\":\"x\"}")));
    }
}
