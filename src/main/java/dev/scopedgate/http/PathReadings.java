package dev.scopedgate.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How lenient routers, proxies and path policies may read a path: with its escapes resolved, also twice, without
 * parameters, with {@code \} as {@code /}, without empty and dot segments (RFC 3986 §3.3, §6.2.2).
 */
final class PathReadings {

    private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");
    private static final int MAX_DECODED = 3;

    private PathReadings() {}

    /** Whether the path may have several readings. */
    static boolean isOdd(String path) {
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '%' || c == ';' || c == '\\' || c == '/' && i + 1 < path.length() && isDotOrSlash(path, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDotOrSlash(String path, int at) {
        return path.charAt(at) == '.' || path.charAt(at) == '/';
    }

    static Stream<String> of(String path) {
        String decoded = path;
        for (int i = 0; i < MAX_DECODED; i++) {
            decoded = ESCAPE.matcher(decoded).replaceAll(PathReadings::decoded);
        }
        String plain = decoded.replace('\\', '/').replaceAll(";[^/]*", "").replaceAll("/{2,}", "/");
        return Stream.of(plain, withoutDots(plain));
    }

    /** One octet as one character: no separator of a path is outside ASCII. */
    private static String decoded(MatchResult escape) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escape.group(1), 16)));
    }

    private static String withoutDots(String path) {
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        return "/" + String.join("/", kept);
    }
}
