package dev.scopednotes.notes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** A moment as {@link java.time.Instant#toString} writes it (ISO 8601, UTC), in a tenth of the time: a page has many. */
final class UtcText {

    private static final int LAST_YEAR = 9999;
    private static final int WITH_NANOS = "9999-12-31T23:59:59.999999999Z".length();
    private static final int MILLION = 1_000_000;
    private static final int THOUSAND = 1_000;

    private UtcText() {}

    static String of(OffsetDateTime time) {
        int year = time.getYear();
        if (!time.getOffset().equals(ZoneOffset.UTC) || year < 0 || year > LAST_YEAR) {
            return time.toInstant().toString();
        }
        byte[] text = new byte[WITH_NANOS];
        int end = digits(text, 0, year, 4);
        text[end] = '-';
        end = digits(text, end + 1, time.getMonthValue(), 2);
        text[end] = '-';
        end = digits(text, end + 1, time.getDayOfMonth(), 2);
        text[end] = 'T';
        end = digits(text, end + 1, time.getHour(), 2);
        text[end] = ':';
        end = digits(text, end + 1, time.getMinute(), 2);
        text[end] = ':';
        end = fraction(text, digits(text, end + 1, time.getSecond(), 2), time.getNano());
        text[end] = 'Z';
        return new String(text, 0, end + 1, US_ASCII);
    }

    /** Three, six or nine digits, as few as say it; none for a whole second. */
    private static int fraction(byte[] text, int at, int nanos) {
        if (nanos == 0) {
            return at;
        }
        text[at] = '.';
        if (nanos % MILLION == 0) {
            return digits(text, at + 1, nanos / MILLION, 3);
        }
        return nanos % THOUSAND == 0 ? digits(text, at + 1, nanos / THOUSAND, 6) : digits(text, at + 1, nanos, 9);
    }

    private static int digits(byte[] text, int at, int value, int count) {
        int rest = value;
        for (int place = at + count - 1; place >= at; place--) {
            text[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }
}
