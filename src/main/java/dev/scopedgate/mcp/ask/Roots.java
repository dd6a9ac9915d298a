package dev.scopedgate.mcp.ask;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The roots of the client's file system (MCP 2026-07-28, ListRootsRequest). */
public final class Roots extends Question<List<Roots.Root>> {

    private static final String ROOTS = "roots";

    /**
     * One root.
     *
     * @param uri as the client says: no proof that the caller may read it
     */
    public record Root(String uri, Optional<String> name) {}

    private Roots(Options options) {
        super(options, Capability.ROOTS, "roots/list", Map.of());
    }

    /** The roots. */
    public static Roots list() {
        return new Roots(Options.NONE);
    }

    /** The same under that key. */
    public Roots key(String key) {
        return new Roots(options().withKey(key));
    }

    @Override
    Optional<Map<String, Object>> fitting(Map<?, ?> response) {
        if (!(response.get(ROOTS) instanceof List<?> roots)) {
            return Optional.empty();
        }
        List<Map<String, Object>> kept = new ArrayList<>();
        for (Object root : roots) {
            if (!(root instanceof Map<?, ?> members && members.get("uri") instanceof String uri)) {
                return Optional.empty();
            }
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("uri", uri);
            if (members.get("name") instanceof String name) {
                one.put("name", name);
            }
            kept.add(one);
        }
        return Optional.of(Map.of(ROOTS, kept));
    }

    @Override
    List<Root> answer(Map<String, Object> kept) {
        return ((List<?>) kept.get(ROOTS))
                .stream()
                        .map(root -> (Map<?, ?>) root)
                        .map(root -> new Root((String) root.get("uri"), Optional.ofNullable((String) root.get("name"))))
                        .toList();
    }
}
