package dev.scopedgate.dev.idp;

import java.util.Arrays;
import java.util.Optional;

/** The users that can sign in, each with the ring in its token (RFC 6749 §1.1). */
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
