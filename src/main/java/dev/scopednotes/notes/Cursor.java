package dev.scopednotes.notes;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.time.ZoneOffset.UTC;
import static java.time.temporal.ChronoUnit.MICROS;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A position just after one note in the order of a page. Opaque to clients; it contains no user_id, and every read
 * filters by the user_id of its own call.
 *
 * @param createdAt the note's time, to the microsecond that PostgreSQL keeps
 * @param id orders notes of the same microsecond
 */
record Cursor(OffsetDateTime createdAt, long id) {

    /** The position before the newest note. */
    static final Cursor START = new Cursor(OffsetDateTime.of(9999, 12, 31, 0, 0, 0, 0, UTC), Long.MAX_VALUE);

    // 17 digits of microseconds reach the year 5138, within the range of PostgreSQL
    private static final Pattern DECODED = Pattern.compile("([0-9]{1,17}):([0-9]{1,18})");

    String encode() {
        long micros = MICROS.between(Instant.EPOCH, createdAt.toInstant());
        return Base64.getUrlEncoder().withoutPadding().encodeToString((micros + ":" + id).getBytes(US_ASCII));
    }

    /** Decodes a cursor; empty if {@link #encode} cannot have written it. */
    static Optional<Cursor> decode(String encoded) {
        try {
            var decoded = DECODED.matcher(new String(Base64.getUrlDecoder().decode(encoded), US_ASCII));
            if (!decoded.matches()) {
                return Optional.empty();
            }
            Instant createdAt = Instant.EPOCH.plus(Long.parseLong(decoded.group(1)), MICROS);
            return Optional.of(new Cursor(createdAt.atOffset(UTC), Long.parseLong(decoded.group(2))));
        } catch (IllegalArgumentException notBase64Url) {
            return Optional.empty();
        }
    }
}
