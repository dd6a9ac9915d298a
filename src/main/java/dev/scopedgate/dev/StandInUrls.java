package dev.scopedgate.dev;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The URLs of the stand-in authorization server. Module-internal. */
public final class StandInUrls {

    /** Loopback only: it checks no password. */
    public static final String HOST = "127.0.0.1";

    private StandInUrls() {}

    /** The issuer identifier of the server that listens on that port (RFC 8414 §2). */
    public static String issuer(int port) {
        return "http://" + HOST + ":" + port;
    }

    /** Of a new token with these scopes, separated by spaces. */
    public static String token(String issuer, String scopes) {
        return issuer + "/tokens?scope="
                + URLEncoder.encode(scopes, StandardCharsets.UTF_8).replace("%3A", ":");
    }
}
