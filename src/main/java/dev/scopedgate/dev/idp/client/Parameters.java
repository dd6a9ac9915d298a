package dev.scopedgate.dev.idp.client;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/** Request parameters: a repeated one is refused, and an empty one counts as absent (RFC 6749 §3.1, §3.2). */
public record Parameters(MultiMap values) {

    public Optional<String> optional(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw OAuthError.invalidRequest("parameter " + name + " is repeated");
        }
        return all.stream().findFirst();
    }

    public String required(String name) {
        return optional(name).orElseThrow(() -> OAuthError.invalidRequest("parameter " + name + " is missing"));
    }

    /** All values; for {@code resource}, the one parameter that may be repeated (RFC 8707 §2). */
    public List<String> all(String name) {
        return values.getAll(name).stream().filter(value -> !value.isEmpty()).toList();
    }
}
