package dev.scopednotes.keycloak;

import static io.restassured.RestAssured.given;

import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A person with a new browser at Keycloak's pages: signs in and consents to everything. */
final class Browser {

    private static final Pattern FORM = Pattern.compile("<form[^>]*\\saction=\"([^\"]+)\"");
    private static final int MOST_PAGES = 6;

    private final String redirectUri;
    private final Map<String, String> cookies = new HashMap<>();

    Browser(String redirectUri) {
        this.redirectUri = redirectUri;
    }

    /** The target of the answer: the redirect URI with the parameters of the authorization server (RFC 6749 §4.1.2). */
    URI signIn(URI authorizationUrl, String user, String password) {
        Response page = open(authorizationUrl);
        for (int seen = 0; seen < MOST_PAGES; seen++) {
            cookies.putAll(page.getCookies());
            String location = page.header("Location");
            if (location != null && location.startsWith(redirectUri)) {
                return URI.create(location);
            }
            page = location != null ? open(URI.create(location)) : submit(page, authorizationUrl, user, password);
        }
        throw new IllegalStateException("no end to the pages; the last answered " + page.statusCode());
    }

    private Response submit(Response page, URI here, String user, String password) {
        String html = page.asString();
        Matcher form = FORM.matcher(html);
        if (page.statusCode() != 200 || !form.find()) {
            throw new IllegalStateException("no page with a form, but " + page.statusCode());
        }
        URI action = here.resolve(form.group(1).replace("&amp;", "&"));
        return html.contains("name=\"password\"")
                ? visit().formParams("username", user, "password", password).post(action)
                : visit().formParam("accept", "Yes").post(action);
    }

    private Response open(URI address) {
        // already encoded
        return visit().urlEncodingEnabled(false).get(address);
    }

    private RequestSpecification visit() {
        return given().config(RestAssuredConfig.config()
                        .redirect(RedirectConfig.redirectConfig().followRedirects(false)))
                .cookies(cookies);
    }
}
