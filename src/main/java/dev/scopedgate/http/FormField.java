package dev.scopedgate.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Tells whether a form that comes in pieces has a field of one name, and keeps nothing of it but how much of that name it has
 * just seen (HTML, application/x-www-form-urlencoded parsing).
 */
public final class FormField {

    private static final int NONE = -1;

    private final byte[] name;

    /** How many bytes of the name this field's begins with; NONE when it is another name, or its value. */
    private int matched;

    /** Of an escape: how many digits are to come, and what the first one says. */
    private int digits;

    private int escaped;
    private boolean found;

    public FormField(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads on; whether the field has been found. */
    public boolean read(Buffer piece) {
        for (int at = 0; at < piece.length() && !found; at++) {
            take(piece.getByte(at));
        }
        return found;
    }

    /** Whether it has been found, now that nothing more will come. */
    public boolean end() {
        endName();
        return found;
    }

    private void take(byte next) {
        switch (next) {
            case '=' -> {
                endName();
                matched = NONE;
            }
            case '&', ';' -> {
                endName();
                matched = 0;
                digits = 0;
            }
            case '%' -> begin();
            default -> {
                if (digits == 0) {
                    match(next);
                } else {
                    digit(next);
                }
            }
        }
    }

    private void begin() {
        if (digits != 0) {
            matched = NONE;
        }
        digits = 2;
        escaped = 0;
    }

    private void digit(byte hex) {
        int value = Character.digit(hex, 16);
        if (value < 0) {
            matched = NONE;
        }
        escaped = escaped * 16 + value;
        digits--;
        if (digits == 0) {
            match((byte) escaped);
        }
    }

    private void match(byte next) {
        matched = matched >= 0 && matched < name.length && name[matched] == next ? matched + 1 : NONE;
    }

    private void endName() {
        found |= matched == name.length && digits == 0;
    }
}
