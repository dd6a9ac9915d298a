package dev.scopedgate.oauth;

import io.quarkus.security.credential.Credential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import java.security.Permission;
import java.security.Principal;
import java.util.Map;
import java.util.Set;

/**
 * The identity of a request that a verified token let in: that token and its subject, and no role or permission. Immutable
 * and made once for each remembered token, because every request with the token runs under it.
 */
public final class TokenIdentity implements SecurityIdentity {

    private final AccessToken token;
    private final Subject subject;

    public TokenIdentity(AccessToken token) {
        this.token = token;
        subject = Subject.of(token);
    }

    public AccessToken token() {
        return token;
    }

    public Subject subject() {
        return subject;
    }

    @Override
    public Principal getPrincipal() {
        return token;
    }

    @Override
    public boolean isAnonymous() {
        return false;
    }

    @Override
    public Set<String> getRoles() {
        return Set.of();
    }

    @Override
    public boolean hasRole(String role) {
        return false;
    }

    @Override
    public Set<Permission> getPermissions() {
        return Set.of();
    }

    @Override
    public <T extends Credential> T getCredential(Class<T> type) {
        return null;
    }

    @Override
    public Set<Credential> getCredentials() {
        return Set.of();
    }

    @Override
    @SuppressWarnings("unchecked") // as the interface asks: the caller names the type
    public <T> T getAttribute(String name) {
        return AccessToken.ATTRIBUTE.equals(name) ? (T) token : null;
    }

    @Override
    public Map<String, Object> getAttributes() {
        return Map.of(AccessToken.ATTRIBUTE, token);
    }

    @Override
    public Uni<Boolean> checkPermission(Permission permission) {
        return Uni.createFrom().item(false);
    }
}
