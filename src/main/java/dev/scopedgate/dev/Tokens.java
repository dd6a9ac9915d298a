package dev.scopedgate.dev;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** Access tokens for a {@code @QuarkusTest}, issued by the stand-in that runs beside it. */
public final class Tokens {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Tokens() {}

    /** A token that holds exactly these scopes, which must be in the scope table. */
    public static String with(String... scopes) {
        return get(StandInUrls.token(issuer(), String.join(" ", scopes)));
    }

    /** The same, bound to the key with that thumbprint. */
    static String bound(String thumbprint, String... scopes) {
        return get(StandInUrls.token(issuer(), String.join(" ", scopes)) + "&jkt=" + thumbprint);
    }

    private static String issuer() {
        return ConfigProvider.getConfig().getValue("scoped-gate.issuer", String.class);
    }

    private static String get(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(TIMEOUT).build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalArgumentException("no token: " + answer.body().strip());
            }
            return answer.body();
        } catch (IOException e) {
            throw new IllegalStateException(
                    "the issuer of this test is not the stand-in: leave scoped-gate.issuer unset in the profile test",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
