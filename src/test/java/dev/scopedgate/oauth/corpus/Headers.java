package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.good;
import static dev.scopedgate.oauth.corpus.Presented.header;
import static dev.scopedgate.oauth.corpus.Presented.signed;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.CompactJws;
import java.util.stream.Stream;

/** Validly signed, but another kind of token by its header (RFC 7515 §4.1.9 to §4.1.11, RFC 7797, RFC 9068 §2.1). */
final class Headers {

    private Headers() {}

    static Stream<Bad> bad() {
        return Stream.concat(types(), extensions());
    }

    private static Stream<Bad> types() {
        return Stream.concat(
                Stream.of(
                                "id_token+jwt",
                                "dpop+jwt",
                                "logout+jwt",
                                "secevent+jwt",
                                "oauth-authz-req+jwt",
                                "token-introspection+jwt",
                                "kb+jwt",
                                "refresh+jwt",
                                "ID",
                                "Bearer",
                                "JOSE",
                                "",
                                "JWT ",
                                " at+jwt",
                                "at +jwt",
                                "at+jwt\\u0000",
                                "\\u202ejwt",
                                "\uff2a\uff37\uff34",
                                "\u0237wt",
                                "at\u212a+jwt",
                                "text/at+jwt")
                        .map(typ -> new Bad(
                                "typ '" + typ + "'",
                                "typ is not that of an access token",
                                signed(header("\"typ\":\"" + typ + "\"")))),
                Stream.of(
                        new Bad(
                                "typ of an ID-JAG",
                                "the token is an ID-JAG, which is a grant: exchange it at the authorization server, and send"
                                        + " the access token",
                                signed(header("\"typ\":\"oauth-id-jag+jwt\""))),
                        new Bad("typ null", "typ is not a string", signed(header("\"typ\":null"))),
                        new Bad("typ in an array", "typ is not a string", signed(header("\"typ\":[\"at+jwt\"]")))));
    }

    private static Stream<Bad> extensions() {
        return Stream.of(
                unsupported("crit", "an unknown crit", "\"crit\":[\"exp2\"],\"exp2\":1"),
                unsupported("crit", "a known crit", "\"crit\":[\"exp\"],\"exp\":1"),
                unsupported("crit", "an empty crit", "\"crit\":[]"),
                unsupported("crit", "crit as text", "\"crit\":\"exp\""),
                unsupported("crit", "b64 false, in crit", "\"b64\":false,\"crit\":[\"b64\"]"),
                unsupported("b64", "b64 false, not in crit", "\"b64\":false"),
                unsupported("zip", "zip", "\"zip\":\"DEF\""),
                unsupported("cty", "cty JWT over claims", "\"cty\":\"JWT\""),
                new Bad("a nested JWT", "cty is not supported", CompactJws.rs256(header("\"cty\":\"JWT\""), good())));
    }

    private static Bad unsupported(String parameter, String name, String members) {
        return new Bad(name, parameter + " is not supported", signed(header(members)));
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.concat(
                Stream.of("at+jwt", "AT+JWT", "application/at+jwt", "JWT", "jwt", "application/jwt", "Application/JWT")
                        .map(typ -> new NearMiss("typ '" + typ + "'", signed(header("\"typ\":\"" + typ + "\"")))),
                Stream.of(
                        new NearMiss("no typ", signed(header())),
                        new NearMiss("a parameter that nobody knows", signed(header("\"x-request\":{\"a\":[1]}")))));
    }
}
