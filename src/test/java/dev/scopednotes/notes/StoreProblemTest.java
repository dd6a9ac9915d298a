package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.notes.database.NoAnswer;
import dev.scopednotes.notes.database.UnknownOutcome;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class StoreProblemTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "57014, BUSY",
        "55P03, BUSY",
        "40001, BUSY",
        "40P01, BUSY",
        "53300, BUSY",
        "53200, BUSY",
        "26000, BUSY",
        "42P05, BUSY",
        "0A000, BUSY",
        "25006, READ_ONLY",
        "53100, FULL",
        "28P01, NOT_ADMITTED",
        "28000, NOT_ADMITTED",
        "3D000, NOT_ADMITTED",
        "42501, NOT_PERMITTED",
        "42P01, SCHEMA",
        "42703, SCHEMA",
        "42P10, SCHEMA",
        "58030, DAMAGED",
        "XX001, DAMAGED",
        "57P01, UNREACHABLE",
        "57P03, UNREACHABLE",
        "08006, UNREACHABLE",
        "08P01, UNREACHABLE"
    })
    void theSqlStateDeterminesTheProblem(String sqlState, StoreProblem problem) {
        PgException refused = new PgException("relation \"note\" is secret", "ERROR", sqlState, null);

        assertThat(StoreProblem.of(refused)).contains(problem);
        assertThat(new StoreUnavailable(problem, "nothing was stored", refused).getMessage())
                .startsWith("the note store ")
                .contains("; nothing was stored; try again ")
                .doesNotContain("secret", sqlState, "Exception");
    }

    @ParameterizedTest(name = "{0} is a fault of ours")
    @CsvSource({"23514", "22021", "42601", "XX000"})
    void otherSqlStatesAreNotStoreProblems(String sqlState) {
        assertThat(StoreProblem.of(new PgException("x", "ERROR", sqlState, null)))
                .isEmpty();
    }

    static Stream<Throwable> lostConnections() {
        return Stream.of(
                new IOException(),
                new VertxException("closed", true),
                new NoAnswer(),
                new UnknownOutcome(null),
                new Throwable("no connection became free"));
    }

    @ParameterizedTest
    @MethodSource("lostConnections")
    void aLostConnectionIsUnreachable(Throwable failure) {
        assertThat(StoreProblem.of(failure)).contains(StoreProblem.UNREACHABLE);
    }

    @Test
    void aFaultInThisCodeIsNotAStoreProblem() {
        assertThat(StoreProblem.of(new IllegalStateException())).isEmpty();
    }
}
