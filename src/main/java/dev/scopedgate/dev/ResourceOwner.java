package dev.scopedgate.dev;

import java.util.Arrays;
import java.util.Optional;

/** Who may sign in here, each with the ring that goes into the token (RFC 6749 §1.1). */
enum ResourceOwner {
    ray("public"),
    mich("ic-member"),
    operator("operator");

    private final String ring;

    ResourceOwner(String ring) {
        this.ring = ring;
    }

    String ring() {
        return ring;
    }

    static Optional<ResourceOwner> named(String name) {
        return Arrays.stream(values())
                .filter(owner -> owner.name().equals(name))
                .findFirst();
    }
}
