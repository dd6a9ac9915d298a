package dev.scopedgate.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Parses Accept and Content-Type: case-insensitive types, ranges, parameters, q (RFC 9110 §8.3.1, §12.5.1). A member
 * that cannot be parsed matches nothing.
 */
public final class MediaRanges {

    private static final String ANY = "*";

    /**
     * One member of the list.
     *
     * @param q 0 if the sender excludes the type
     * @param charset as written, null if absent
     */
    public record Range(String type, String subtype, double q, String charset) {

        public boolean is(String wanted) {
            return wanted.equals(type + "/" + subtype);
        }

        /** How specifically the range matches that type; 0 if it does not. */
        private int precision(String wanted) {
            if (is(wanted)) {
                return 3;
            }
            boolean isPart = wanted.startsWith(type + "/") && ANY.equals(subtype);
            return isPart ? 2 : ANY.equals(type) && ANY.equals(subtype) ? 1 : 0;
        }
    }

    private final List<Range> ranges = new ArrayList<>();

    /** Parses all values of a header; null in place of a member that cannot be parsed. */
    public static List<Range> read(List<String> values) {
        MediaRanges read = new MediaRanges();
        values.forEach(value -> split(value, ',').forEach(read::add));
        return read.ranges;
    }

    /** Whether the most specific range that matches that type has a q above 0. */
    public static boolean accept(List<Range> ranges, String type) {
        int best = 0;
        double q = 0;
        for (Range range : ranges) {
            int precision = range == null ? 0 : range.precision(type);
            if (precision > best || precision == best && precision > 0 && range.q > q) {
                best = precision;
                q = range.q;
            }
        }
        return q > 0;
    }

    private void add(String member) {
        List<String> parts = split(member, ';');
        String name = parts.get(0).strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() && parts.size() == 1) {
            // an empty list member is ignored (RFC 9110 §5.6.1)
            return;
        }
        int slash = name.indexOf('/');
        double q = 1;
        String charset = null;
        for (String parameter : parts.subList(1, parts.size())) {
            int equals = parameter.indexOf('=');
            String key =
                    equals < 0 ? "" : parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            String value =
                    equals < 0 ? "" : unquoted(parameter.substring(equals + 1).strip());
            if ("q".equals(key)) {
                q = weight(value);
            } else if ("charset".equals(key)) {
                charset = value;
            }
        }
        ranges.add(slash <= 0 ? null : new Range(name.substring(0, slash), name.substring(slash + 1), q, charset));
    }

    private static double weight(String value) {
        return value.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(value) : 0;
    }

    private static String unquoted(String value) {
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    /** Splits at the separator, except inside a quoted string (RFC 9110 §5.6.4). */
    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int begin = 0;
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted && c == '\\') {
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                parts.add(text.substring(begin, at));
                begin = at + 1;
            }
        }
        parts.add(text.substring(begin));
        return parts;
    }
}
