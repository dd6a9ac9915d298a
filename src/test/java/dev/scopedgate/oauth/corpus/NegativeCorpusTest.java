package dev.scopedgate.oauth.corpus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.scopedgate.oauth.corpus.Presented.Bad;
import dev.scopedgate.oauth.corpus.Presented.NearMiss;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invalid token is refused and the answer names the failed check; its near miss is accepted (RFC 6750 §3.1). */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class NegativeCorpusTest {

    static Stream<Bad> bad() {
        return Stream.of(
                        // all tokens are made at once, and these are valid only for a short time
                        Times.bad(),
                        Algorithms.bad(),
                        Keys.bad(),
                        Signatures.bad(),
                        Encodings.bad(),
                        Documents.bad(),
                        Headers.bad(),
                        Claims.bad())
                .flatMap(family -> family);
    }

    static Stream<NearMiss> nearMisses() {
        return Stream.of(
                        // all tokens are made at once, and these are valid only for a short time
                        Times.nearMisses(),
                        Algorithms.nearMisses(),
                        Keys.nearMisses(),
                        Signatures.nearMisses(),
                        Encodings.nearMisses(),
                        Documents.nearMisses(),
                        Headers.nearMisses(),
                        Claims.nearMisses())
                .flatMap(family -> family);
    }

    private static Response present(Presented presented) {
        return given().header("Authorization", "Bearer " + presented.token()).get("/whoami");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void isRefusedAndNamesOnlyTheFailedCheck(Bad bad) {
        Response response = present(bad);

        assertThat(response.statusCode()).as(bad.name()).isEqualTo(401);
        assertThat(response.headers().getValues("WWW-Authenticate"))
                .as(bad.name())
                .containsExactly("Bearer resource_metadata=\"" + TokenForge.METADATA
                        + "\", scope=\"notes:read\", error=\"invalid_token\", error_description=\"" + bad.check()
                        + "\"");
        assertThat(response.asString()).isEqualTo("{\"error\":\"invalid_token\",\"detail\":\"" + bad.check() + "\"}");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nearMisses")
    void isAcceptedWithItsScope(NearMiss nearMiss) {
        Response response = present(nearMiss);

        assertThat(response.asString()).contains("\"sub\":\"ray\"");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getList("scopes")).isEqualTo(List.of("notes:read"));
    }

    @Test
    void namesAreUnique() {
        assertThat(Stream.concat(bad(), nearMisses()).map(Presented::name)).doesNotHaveDuplicates();
    }
}
