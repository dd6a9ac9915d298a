package dev.scopednotes.keycloak;

import java.util.List;
import java.util.stream.Stream;

/** The rings, one user in each, and the scopes that each may be granted: the table that the realm must match. */
enum Ring {
    PUBLIC("public", "pat", List.of()),
    FT_MEMBER("ft-member", "ray", List.of("notes:read")),
    IC_MEMBER("ic-member", "mich", List.of("notes:read", "notes:write")),
    AI_FLOOR("ai-floor", "flo", List.of("notes:read", "notes:write")),
    OPERATOR("operator", "olga", List.of("notes:read", "notes:write", "admin:notes"));

    static final String ALL_SCOPES = "notes:read notes:write admin:notes";

    final String group;
    final String user;
    final List<String> mayBeGranted;

    Ring(String group, String user, List<String> mayBeGranted) {
        this.group = group;
        this.user = user;
        this.mayBeGranted = mayBeGranted;
    }

    static Stream<String> users() {
        return Stream.of(values()).map(ring -> ring.user);
    }
}
