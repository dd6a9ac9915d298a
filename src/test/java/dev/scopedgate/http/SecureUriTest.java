package dev.scopedgate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecureUriTest {

    private final List<String> problems = new ArrayList<>();
    private final SecureUri uris = new SecureUri(false, problems);

    @ParameterizedTest
    @CsvSource({
        "https://notes.example.com:65536/mcp, x has a port that does not exist",
        "https://notes.example.com:0/mcp, x has a port that does not exist",
        "https://notes.example.com:99999/mcp, x has a port that does not exist",
        "http://notes.example.com:65535/mcp, x must be https",
        "https://a@notes.example.com/mcp, x must be an absolute URI",
    })
    void refusesAnEndpoint(String uri, String problem) {
        assertThat(uris.required("x", Optional.of(uri), "for example y")).isEmpty();

        assertThat(problems).singleElement().asString().startsWith(problem).endsWith("for example y");
    }

    @Test
    void acceptsTheLastPort() {
        assertThat(uris.required("x", Optional.of("https://notes.example.com:65535/mcp"), ""))
                .isPresent();

        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "/docs",
                "notes.example.com/docs",
                "http://notes.example.com/docs",
                "https://a@notes.example.com/docs",
                "https://notes.example.com:99999/docs",
            })
    void refusesAPage(String uri) {
        uris.page("x", uri, "for example y");

        assertThat(problems).singleElement().asString().startsWith("x must be").endsWith("for example y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://notes.example.com/docs?v=1#sign-in", "http://localhost:8080/docs"})
    void acceptsAPage(String uri) {
        uris.page("x", uri, "");

        assertThat(problems).isEmpty();
    }
}
