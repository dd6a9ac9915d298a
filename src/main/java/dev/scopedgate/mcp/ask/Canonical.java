package dev.scopedgate.mcp.ask;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The SHA-256 digest of a JSON value. Equal for two values exactly if they differ only in the order of members or in the
 * spelling of numbers.
 */
final class Canonical {

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final MessageDigest digest;

    private Canonical() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static byte[] digest(Object json) {
        Canonical canonical = new Canonical();
        canonical.value(json);
        return canonical.digest.digest();
    }

    /** The same as text. */
    static String text(Object json) {
        return TEXT.encodeToString(digest(json));
    }

    private void value(Object json) {
        if (json instanceof Map<?, ?> object) {
            String[] names = object.keySet().toArray(String[]::new);
            Arrays.sort(names);
            head('o', names.length);
            for (String name : names) {
                text('k', name);
                value(object.get(name));
            }
        } else if (json instanceof List<?> array) {
            head('a', array.size());
            array.forEach(this::value);
        } else if (json instanceof Number number) {
            text('n', spelling(number));
        } else if (json == null) {
            head('z', 0);
        } else if (json instanceof Boolean truth) {
            head('b', truth ? 1 : 0);
        } else {
            text('s', (String) json);
        }
    }

    /** A number beyond the range of a double has no decimal form. */
    private static String spelling(Number number) {
        return number instanceof Double real && !Double.isFinite(real)
                ? real.toString()
                : new BigDecimal(number.toString()).stripTrailingZeros().toString();
    }

    /** Each UTF-16 unit, because an unpaired surrogate has no UTF-8. */
    private void text(char kind, String text) {
        head(kind, text.length());
        byte[] units = new byte[2 * text.length()];
        for (int i = 0; i < text.length(); i++) {
            units[2 * i] = (byte) (text.charAt(i) >> Byte.SIZE);
            units[2 * i + 1] = (byte) text.charAt(i);
        }
        digest.update(units);
    }

    /** The kind and the length, so that no two values have the same bytes. */
    private void head(char kind, int length) {
        digest.update(new byte[] {
            (byte) kind, (byte) (length >> 24), (byte) (length >> 16), (byte) (length >> 8), (byte) length
        });
    }
}
