package dev.scopednotes.dev;

import java.util.Locale;

/** Writes a request as one line that can be pasted into this shell. */
enum Shell {
    /** Bash, zsh and other POSIX shells. */
    POSIX("curl") {
        @Override
        String post(String url, String tokenUrl, String json) {
            return "curl -si %s %s -d '%s'".formatted(url, headers(tokenUrl), json);
        }
    },

    /**
     * Windows PowerShell 5.1 and PowerShell 7. The body is piped because 5.1 removes the double quotes inside an
     * argument and 7 does not; {@code curl.exe} because in 5.1 {@code curl} is Invoke-WebRequest, which hides a 401's
     * body.
     */
    POWERSHELL("curl.exe") {
        @Override
        String post(String url, String tokenUrl, String json) {
            return "'%s' | curl.exe -si %s %s -d '@-'".formatted(json, url, headers(tokenUrl));
        }
    };

    private final String curl;

    Shell(String curl) {
        this.curl = curl;
    }

    /** PowerShell on Windows, POSIX elsewhere. */
    static Shell of(String osName) {
        return osName.toLowerCase(Locale.ROOT).startsWith("windows") ? POWERSHELL : POSIX;
    }

    /** Shows the body. */
    String get(String url) {
        return "%s -s %s".formatted(curl, url);
    }

    /** Shows status, headers and body. */
    String getWithHeaders(String url) {
        return "%s -si %s".formatted(curl, url);
    }

    /** An MCP request with a token fetched from that URL; shows status, headers and body, never the token. */
    abstract String post(String url, String tokenUrl, String json);

    final String headers(String tokenUrl) {
        return ("-H \"Authorization: Bearer $(%s)\" -H 'Content-Type: application/json'"
                        + " -H 'Accept: application/json, text/event-stream'")
                .formatted(get(tokenUrl));
    }
}
