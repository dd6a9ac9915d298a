package dev.scopedgate.http;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Detects whether a form that arrives in pieces has a field of the given name, keeping only how much of that name it
 * has matched (HTML, application/x-www-form-urlencoded parsing).
 */
public final class FormField {

    private static final int NONE = -1;

    private final byte[] name;

    /** How many bytes of the name match so far; NONE in another name or in a value. */
    private int matched;

    /** Of an escape: the number of digits still to come, and the value of the first. */
    private int digits;

    private int escaped;
    private boolean found;

    public FormField(String name) {
        this.name = name.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the next piece; returns whether the field has been found. */
    public boolean read(Buffer piece) {
        for (int at = 0; at < piece.length() && !found; at++) {
            take(piece.getByte(at));
        }
        return found;
    }

    /** Whether the field has been found, at the end of the form. */
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
