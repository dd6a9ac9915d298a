package dev.scopednotes.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.scopednotes.keycloak.Agent.Tokens;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The ring decides which scopes are granted, and the token alone which rows of the table may be called. */
@ExtendWith(WithInstallation.class)
@TestInstance(Lifecycle.PER_CLASS)
class RingsWalk {

    private static final Map<String, String> NEEDED =
            Map.of("read_notes", "notes:read", "add_note", "notes:write", "admin_purge", "admin:notes");

    private final Map<Ring, Tokens> asked = new EnumMap<>(Ring.class);
    private final Installation installation;

    RingsWalk(Installation installation) {
        this.installation = installation;
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aRequestForAllScopesIsGrantedThoseOfTheRing(Ring ring) {
        assertThat(tokens(ring).scopes()).containsExactlyInAnyOrderElementsOf(ring.mayBeGranted);
        var whoami = installation.as(tokens(ring)).whoami();
        assertThat(whoami.getList("scopes", String.class)).containsExactlyInAnyOrderElementsOf(ring.mayBeGranted);
        assertThat(whoami.getString("ring")).isEqualTo(ring.group);
    }

    static Stream<Arguments> everyRingWithEveryTool() {
        return Stream.of(Ring.values())
                .flatMap(ring -> NEEDED.keySet().stream().sorted().map(tool -> Arguments.of(ring, tool)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("everyRingWithEveryTool")
    void eachRingCanCallExactlyItsTools(Ring ring, String tool) {
        Caller caller = installation.as(tokens(ring));
        String subject = caller.whoami().getString("sub");
        installation.rows().add(subject, "there before");
        List<String> before = installation.rows().of(subject);
        String note = "by " + UUID.randomUUID();

        Response answer =
                switch (tool) {
                    case "read_notes" -> caller.read(subject);
                    case "add_note" -> caller.add(subject, note);
                    default -> caller.purge(subject);
                };

        boolean allowed = ring.mayBeGranted.contains(NEEDED.get(tool));
        assertThat(answer.statusCode()).isEqualTo(allowed ? 200 : 403);
        if (allowed) {
            assertThat(answer.jsonPath().getBoolean("result.isError")).isFalse();
        } else {
            assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"insufficient_scope\"");
        }
        assertThat(installation.rows().of(subject))
                .containsExactlyElementsOf(allowed ? effect(tool, before, note) : before);
    }

    private static List<String> effect(String tool, List<String> before, String note) {
        return switch (tool) {
            case "add_note" -> {
                List<String> more = new ArrayList<>(before);
                more.add(note);
                yield more;
            }
            case "admin_purge" -> List.of();
            default -> before;
        };
    }

    @Test
    void anOperatorsTokenWithOnlyTheReadScopeWritesNothing() {
        Tokens narrow = installation.mint(Ring.OPERATOR.user, "notes:read");
        assertThat(narrow.scopes()).containsExactly("notes:read");
        assertThat(installation.as(narrow).reach()).containsExactly("read_notes");
        // the wide token of the same person, used in between, does not widen it
        assertThat(installation.as(tokens(Ring.OPERATOR)).reach())
                .containsExactly("add_note", "admin_purge", "read_notes");
        assertThat(installation.as(narrow).reach()).containsExactly("read_notes");
    }

    private Tokens tokens(Ring ring) {
        return asked.computeIfAbsent(ring, one -> installation.mint(one.user, Ring.ALL_SCOPES));
    }
}
