package dev.scopedgate.oauth.corpus;

import static dev.scopedgate.oauth.corpus.Presented.alsoClaiming;
import static dev.scopedgate.oauth.corpus.Presented.forge;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import java.time.Instant;
import java.util.stream.Stream;

/** Times that have passed, lie in the future, or are not times (RFC 7519 §2 NumericDate, §4.1.4 to §4.1.6). */
final class Times {

    private static final String WRONG_TYPE = "a claim is of the wrong type";
    private static final String OUT_OF_RANGE = "exp is out of range";

    private Times() {}

    static Stream<Bad> bad() {
        return Stream.of(exp(), nbf(), iat()).flatMap(cases -> cases);
    }

    private static Stream<Bad> exp() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                new Bad(
                        "exp passed, beyond the skew",
                        "exp has passed",
                        forge().time("iat", -60).time("exp", -31).sign()),
                exp("a fraction beyond the skew", "exp has passed", (now - 31) + ".9"),
                exp("negative", "exp has passed", "-1"),
                exp("zero", "exp has passed", "0"),
                exp("next to nothing", "exp has passed", "1e-300"),
                exp("missing", "exp is missing", "null"),
                exp("as text", WRONG_TYPE, "\"" + (now + 300) + "\""),
                exp("NaN as text", WRONG_TYPE, "\"NaN\""),
                exp("in an array", WRONG_TYPE, "[" + (now + 300) + "]"),
                exp("in an object", WRONG_TYPE, "{\"seconds\":" + (now + 300) + "}"),
                exp("true", WRONG_TYPE, "true"),
                exp("in milliseconds", OUT_OF_RANGE, (now + 300) + "000"),
                exp("in the year 10000", OUT_OF_RANGE, "253402300800"),
                exp("the greatest long", OUT_OF_RANGE, Long.toString(Long.MAX_VALUE)),
                exp("beyond a long", WRONG_TYPE, "9223372036854775808"),
                exp("beyond a double", OUT_OF_RANGE, "1e400"),
                exp("a great double", OUT_OF_RANGE, "1.7e308"));
    }

    private static Bad exp(String name, String check, String json) {
        return new Bad("exp " + name, check, alsoClaiming("\"exp\":" + json, "exp"));
    }

    private static Stream<Bad> nbf() {
        return Stream.of(
                new Bad(
                        "nbf ahead, beyond the skew",
                        "nbf lies in the future",
                        forge().time("nbf", 60).sign()),
                new Bad(
                        "nbf the greatest long",
                        "exp lies before nbf or iat",
                        alsoClaiming("\"nbf\":" + Long.MAX_VALUE)),
                new Bad("nbf as text", WRONG_TYPE, alsoClaiming("\"nbf\":\"0\"")));
    }

    private static Stream<Bad> iat() {
        return Stream.of(
                new Bad(
                        "iat ahead, beyond the skew",
                        "iat lies in the future",
                        forge().time("iat", 60).sign()),
                new Bad("iat missing", "iat is missing", forge().without("iat").sign()),
                new Bad("iat as text", WRONG_TYPE, alsoClaiming("\"iat\":\"0\"", "iat")),
                new Bad("iat false", WRONG_TYPE, alsoClaiming("\"iat\":false", "iat")),
                new Bad(
                        "iat after exp",
                        "exp lies before nbf or iat",
                        forge().time("iat", 20).time("exp", 10).sign()));
    }

    static Stream<NearMiss> nearMisses() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                new NearMiss(
                        "exp passed, within the skew",
                        forge().time("iat", -60).time("exp", -10).sign()),
                new NearMiss("exp with a fraction", alsoClaiming("\"exp\":" + (now + 300) + ".5", "exp")),
                new NearMiss("exp with an exponent", alsoClaiming("\"exp\":" + (now / 100 + 9) + "e2", "exp")),
                new NearMiss("exp in the last second of the year 9999", alsoClaiming("\"exp\":253402300799", "exp")),
                new NearMiss(
                        "nbf ahead, within the skew", forge().time("nbf", 10).sign()),
                new NearMiss(
                        "iat ahead, within the skew", forge().time("iat", 10).sign()),
                new NearMiss("iat zero", alsoClaiming("\"iat\":0", "iat")));
    }
}
