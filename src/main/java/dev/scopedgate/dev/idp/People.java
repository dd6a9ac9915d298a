package dev.scopedgate.dev.idp;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The ring of each user as it is now. It decides which scopes a new token holds; a token that was issued before stays as
 * it is.
 */
final class People {

    private static final List<String> RINGS =
            Arrays.stream(ResourceOwner.values()).map(ResourceOwner::ring).toList();
    private static final String ADMIN = "admin:";

    private final AuthorizationServerSettings settings;
    private final Map<ResourceOwner, String> rings = new EnumMap<>(ResourceOwner.class);

    People(AuthorizationServerSettings settings) {
        this.settings = settings;
    }

    String ring(ResourceOwner owner) {
        return rings.getOrDefault(owner, owner.ring());
    }

    /** Moves the user to the next ring, if there is one. */
    void promote(ResourceOwner owner) {
        int next = Math.min(RINGS.indexOf(ring(owner)) + 1, RINGS.size() - 1);
        rings.put(owner, RINGS.get(next));
    }

    /** What that scope opens; empty if it is not known. */
    String opens(String scope) {
        return settings.opens().getOrDefault(scope, "");
    }

    /** The scopes of a new token: in the first ring those that read, in the last one all, between them all but admin's. */
    List<String> scopes(ResourceOwner owner) {
        return switch (RINGS.indexOf(ring(owner))) {
            case 0 -> settings.reading();
            case 1 ->
                settings.scopes().stream()
                        .filter(scope -> !scope.startsWith(ADMIN))
                        .toList();
            default -> settings.scopes();
        };
    }
}
