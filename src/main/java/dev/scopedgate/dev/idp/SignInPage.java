package dev.scopedgate.dev.idp;

import static dev.scopedgate.dev.idp.Page.escape;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The page on which a person chooses a user and the scopes of the client (RFC 6749 §3.1). */
final class SignInPage {

    private SignInPage() {}

    static Page of(String key, AuthorizationRequest request, People people) {
        return of(key, request, people, "");
    }

    /** For a client id that is the URL of metadata not fetched yet. */
    static Page undescribed(String key, AuthorizationRequest request, People people) {
        return of(key, request, people, """
                <p>Only the URL of this client is known. If you allow it, its description is fetched from there, and you go
                back only if the description lists that address.</p>
                """);
    }

    private static Page of(String key, AuthorizationRequest request, People people, String notice) {
        String owners = Arrays.stream(ResourceOwner.values())
                .map(owner -> owner(owner, people.ring(owner)))
                .collect(Collectors.joining());
        String scopes = request.scopes().stream()
                .map(scope -> scope(scope, people.opens(scope)))
                .collect(Collectors.joining());
        return new Page("Sign in", """
                <p><strong>%s</strong> asks for access. You will go back to <code>%s</code>.</p>
                %s<form method="post" action="%s">
                <input type="hidden" name="request" value="%s">
                <fieldset>
                <legend>Who are you?</legend>
                %s<p>A ring is what this issuer knows of a person. It is recorded by the server and decides nothing
                there.</p>
                </fieldset>
                <fieldset>
                <legend>What may the client do?</legend>
                %s</fieldset>
                <button type="submit" name="decision" value="allow">Allow</button>
                <button type="submit" name="decision" value="deny">Deny</button>
                </form>
                """.formatted(
                        escape(request.client().name()),
                        escape(request.redirectUri()),
                        notice,
                        Metadata.AUTHORIZATION_PATH,
                        escape(key),
                        owners,
                        scopes));
    }

    private static String owner(ResourceOwner owner, String ring) {
        return """
                <label><input type="radio" name="owner" value="%s"%s required> %s (ring %s)</label>
                """.formatted(owner.name(), owner == ResourceOwner.ray ? " checked" : "", owner.name(), ring);
    }

    private static String scope(String scope, String opens) {
        return """
                <label><input type="checkbox" name="scope" value="%s" checked> <code>%s</code>%s</label>
                """.formatted(escape(scope), escape(scope), opens.isEmpty() ? "" : ": may call " + escape(opens));
    }
}
