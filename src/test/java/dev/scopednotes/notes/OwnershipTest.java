package dev.scopednotes.notes;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.scopedgate.oauth.AccessToken;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {

    @ParameterizedTest(name = "{0}, token of {1} with {2}: user_id {3} may be used")
    @CsvSource({
        "OWN, ray, notes:read, ray",
        "OWN, ray, notes:read admin:notes, mich",
        "OWN, op, admin:notes, mich",
        "SHARED, ray, notes:read, ray",
        "SHARED, ray, notes:read, mich",
    })
    void aTokenMayUse(NotesConfig.Access access, String subject, String scopes, String userId) {
        assertThatCode(() -> ownership(access, token(subject, scopes)).check(userId))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "user_id \"{0}\" is not ray''s")
    @ValueSource(strings = {"mich", "Ray", "ray ", "ra", "rays", "r\u0430y"})
    void inOwnModeRefusesAnotherUserIdAndNamesTheAllowedOne(String userId) {
        assertThatThrownBy(() -> ownership(NotesConfig.Access.OWN, token("ray", "notes:read notes:write"))
                        .check(userId))
                .isInstanceOf(ToolCallException.class)
                .hasMessage("this token may use user_id 'ray' only; other users' notes need the scope 'admin:notes'");
    }

    @Test
    void aSimilarScopeIsNotTheAdminScope() {
        assertThatThrownBy(() -> ownership(NotesConfig.Access.OWN, token("ray", "admin:notes:x ADMIN:NOTES admin"))
                        .check("mich"))
                .isInstanceOf(ToolCallException.class);
    }

    @ParameterizedTest(name = "access {0}")
    @EnumSource
    void withoutATokenNoUserIdIsAllowed(NotesConfig.Access access) {
        SecurityIdentity nobody =
                QuarkusSecurityIdentity.builder().setAnonymous(true).build();

        assertThatThrownBy(() -> new Ownership(nobody, new NotesSettings(access::name)).check("ray"))
                .isInstanceOf(ToolCallException.class);
    }

    private static Ownership ownership(NotesConfig.Access access, AccessToken token) {
        SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                .setPrincipal(token)
                .addAttribute(AccessToken.ATTRIBUTE, token)
                .build();
        return new Ownership(identity, new NotesSettings(access::name));
    }

    private static AccessToken token(String subject, String scopes) {
        return new AccessToken(
                subject,
                Optional.empty(),
                Set.of(scopes.split(" ")),
                Optional.empty(),
                "https://idp.example.com",
                Instant.MAX,
                "token:0");
    }
}
