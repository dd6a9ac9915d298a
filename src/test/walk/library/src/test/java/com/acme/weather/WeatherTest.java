package com.acme.weather;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;

import dev.scopedgate.dev.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;

@QuarkusTest
class WeatherTest {

    private static final String CORRECT =
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"correct","arguments":{"city":"Bern","forecast":"sun"}}}""";

    private static ValidatableResponse call(String token) {
        return given().auth()
                .oauth2(token)
                .header("Accept", "application/json, text/event-stream")
                .contentType("application/json")
                .body(CORRECT)
                .post("/mcp")
                .then();
    }

    @Test
    void refusesAReader() {
        call(Tokens.with("weather:read")).statusCode(403).header("WWW-Authenticate", containsString("weather:write"));
    }

    @Test
    void letsAWriterWrite() {
        call(Tokens.with("weather:read", "weather:write")).statusCode(200).body(containsString("sun by "));
    }
}
