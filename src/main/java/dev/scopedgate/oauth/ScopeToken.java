package dev.scopedgate.oauth;

/** The syntax of one scope (RFC 6749 §3.3, scope-token). */
public final class ScopeToken {

    private ScopeToken() {}

    /** Whether this is one scope-token: printable ASCII without space, quote and backslash. */
    public static boolean isValid(String scope) {
        for (int i = 0; i < scope.length(); i++) {
            char c = scope.charAt(i);
            if (c <= 0x20 || c >= 0x7f || c == '"' || c == '\\') {
                return false;
            }
        }
        return !scope.isEmpty();
    }
}
