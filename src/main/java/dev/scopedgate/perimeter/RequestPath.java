package dev.scopedgate.perimeter;

import dev.scopedgate.http.Answer;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Accepts only request paths that a router, a path policy and a file handler read alike: no parameters, dot segments,
 * empty segments, backslashes or escapes that hide one of these (RFC 3986 §3.3, §6.2.2, RFC 9110 §4.2.3,
 * CVE-2026-39852, CVE-2026-50559).
 */
final class RequestPath {

    /** The characters of a path besides letters, digits and escapes (RFC 3986 §3.3), without {@code ;}. */
    private static final String PUNCTUATION = "/-._~!$&'()*+,=:@";

    private RequestPath() {}

    /** Whether the path of this request can be read in one way only; the query is not checked. */
    static boolean hasOneReading(RoutingContext context) {
        String path = context.request().path();
        return path != null
                && startsAfterAuthority(context.request().uri())
                && hasOneReading(path)
                // a path that the framework's normalization changes has at least two readings
                && path.equals(context.normalizedPath());
    }

    static boolean hasOneReading(String path) {
        boolean escaped = false;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            escaped |= c == '%';
            boolean plain = c == '%' || c < 0x80 && Character.isLetterOrDigit(c) || PUNCTUATION.indexOf(c) >= 0;
            if (!plain || c == '/' && isNoSegment(path, i + 1)) {
                return false;
            }
        }
        return !escaped || hasPlainEscapes(path);
    }

    /** Whether an empty or dot segment begins here; the path may end in a slash. */
    private static boolean isNoSegment(String path, int start) {
        int end = path.indexOf('/', start);
        String segment = path.substring(start, end < 0 ? path.length() : end);
        return segment.isEmpty() && end >= 0 || segment.equals(".") || segment.equals("..");
    }

    /** Whether all escapes decode to UTF-8, and none hides an unreserved character or a separator. */
    private static boolean hasPlainEscapes(String path) {
        ByteBuffer decoded = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            int octet = path.charAt(i);
            if (octet == '%') {
                octet = octet(path, i + 1);
                i += 2;
                // an escaped percent sign could form a new escape if decoded again
                if (octet < 0 || dividesOrHides(octet) || octet == '%' && octet(path, i + 1) >= 0) {
                    return false;
                }
            }
            decoded.put((byte) octet);
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(decoded.flip());
            return text.chars().noneMatch(Character::isISOControl);
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean dividesOrHides(int octet) {
        boolean unreserved = octet < 0x80 && Character.isLetterOrDigit(octet) || "-._~".indexOf(octet) >= 0;
        return unreserved || "/\\;".indexOf(octet) >= 0;
    }

    /** The octet of these two hexadecimal digits, or -1. */
    private static int octet(String path, int start) {
        if (start + 1 >= path.length()) {
            return -1;
        }
        int high = hex(path.charAt(start));
        int low = hex(path.charAt(start + 1));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    /**
     * Whether the path follows the authority: Vert.x starts it at the next slash, even in the query (RFC 9112 §3.2.2).
     */
    private static boolean startsAfterAuthority(String target) {
        int authority = target.indexOf("://");
        if (target.startsWith("/") || authority < 0) {
            return true;
        }
        for (int i = authority + 3; i < target.length(); i++) {
            if ("/?#\\".indexOf(target.charAt(i)) >= 0) {
                return target.charAt(i) == '/';
            }
        }
        return true;
    }

    static void refuse(RoutingContext context) {
        Answer.error(
                context,
                404,
                "not_found",
                "the path can be read in more than one way: send it without ';', '\\', '//', '.' and '..' segments, and"
                        + " escape only what has to be (RFC 3986 §6.2.2)");
    }
}
