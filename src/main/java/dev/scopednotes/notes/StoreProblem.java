package dev.scopednotes.notes;

import dev.scopednotes.notes.database.NoAnswer;
import dev.scopednotes.notes.database.UnknownOutcome;
import io.vertx.core.VertxException;
import io.vertx.sqlclient.DatabaseException;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Why the note store cannot serve a call, by the SQLSTATE of the error, in words for agents and operators. */
enum StoreProblem {
    // the transaction was aborted for another or timed out; or a pooler or a migration mixed up statements
    BUSY("is busy", Success.READ, Advice.RETRY, "57014|55P03|40.{3}|53[234].{2}|26000|42P05|25P02|0A000"),
    READ_ONLY(
            "is read-only at the moment: notes can be read, none can be stored or deleted",
            Success.CHECK,
            Advice.OPERATOR,
            "25006"),
    FULL("has no disk space left", Success.WRITE, Advice.OPERATOR, "53100"),
    NOT_ADMITTED("rejects this server's login", Success.READ, Advice.OPERATOR, "28.{3}|3D000"),
    NOT_PERMITTED("denies this server a privilege that it needs", Success.WRITE, Advice.OPERATOR, "42501"),
    SCHEMA(
            "is not set up for this version of the server",
            Success.CHECK,
            Advice.OPERATOR,
            "42P01|42703|42704|42883|42P10|3F000"),
    DAMAGED("has an internal error", Success.WRITE, Advice.OPERATOR, "58.{3}|XX00[12]"),
    UNREACHABLE("cannot be reached at the moment", Success.READ, Advice.RETRY, "(08|57P).*");

    private static final class Advice {
        static final String RETRY = "try again shortly";
        static final String OPERATOR = "try again later, once the operator of this server has corrected it";
    }

    /** A success, from the one that proves least to the one that proves most. */
    enum Success {
        READ,
        CHECK,
        WRITE
    }

    private final String predicate;
    private final Success refutation;
    private final String advice;
    private final Pattern sqlStates;

    StoreProblem(String predicate, Success refutation, String advice, String sqlStates) {
        this.predicate = predicate;
        this.refutation = refutation;
        this.advice = advice;
        this.sqlStates = Pattern.compile(sqlStates);
    }

    /** Completes the sentence "The note store". */
    String predicate() {
        return predicate;
    }

    String advice() {
        return advice;
    }

    /** Whether the success shows that the problem is over: a read does not disprove a read-only store. */
    boolean isRefutedBy(Success success) {
        return success.compareTo(refutation) >= 0;
    }

    /** Empty for a fault in this code, such as a value that the database refuses. */
    static Optional<StoreProblem> of(Throwable failure) {
        if (failure instanceof Detected detected) {
            return Optional.of(detected.problem);
        }
        if (failure instanceof DatabaseException refused) {
            return Optional.ofNullable(refused.getSqlState())
                    .flatMap(state -> Stream.of(values())
                            .filter(problem -> problem.sqlStates.matcher(state).matches())
                            .findFirst());
        }
        boolean unreachable = failure instanceof NoAnswer
                || failure instanceof UnknownOutcome
                || failure instanceof VertxException
                || failure instanceof IOException
                // the pool reports its wait time-out as a plain Throwable
                || !(failure instanceof Exception || failure instanceof Error);
        return unreachable ? Optional.of(UNREACHABLE) : Optional.empty();
    }

    /** A problem that the readiness check found. */
    static final class Detected extends Exception {

        private static final long serialVersionUID = 1L;

        private final StoreProblem problem;

        Detected(StoreProblem problem) {
            super("found by the readiness check", null, false, false);
            this.problem = problem;
        }
    }
}
