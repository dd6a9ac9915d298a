package dev.scopedgate.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;

/** Describes why and where a body is not valid JSON, never quoting it (JSON-RPC 2.0 §5.1). */
public final class JsonFault {

    private JsonFault() {}

    public static String describe(IOException e) {
        if (!(e instanceof JsonProcessingException fault)) {
            return "The body is not JSON";
        }
        if (fault instanceof StreamConstraintsException) {
            return tooMuch(fault.getOriginalMessage());
        }
        if (fault instanceof JsonEOFException) {
            return "The body ends before its JSON does";
        }
        return switch (String.valueOf(fault.getOriginalMessage())) {
            case StrictJson.KEY_TWICE -> "The body holds a key twice" + place(fault);
            case StrictJson.MORE -> "The body holds more than one JSON value" + place(fault);
            default ->
                isUnpairedSurrogate(fault)
                        ? "The body holds a key with an unpaired surrogate"
                        : "The body is not JSON" + place(fault);
        };
    }

    private static String tooMuch(String limit) {
        if (limit.startsWith("Number")) {
            return "The body holds a number of more than " + StrictJson.MAX_NUMBER_LENGTH + " digits";
        }
        return limit.startsWith("Document nesting depth")
                ? "The body is nested deeper than " + StrictJson.MAX_DEPTH
                : "The body holds a string or a key that is too long";
    }

    /** Recognized by Jackson's message. Jackson reports it in keys; in strings it accepts it. */
    private static boolean isUnpairedSurrogate(JsonProcessingException fault) {
        return String.valueOf(fault.getOriginalMessage()).contains("surrogate");
    }

    private static String place(JsonProcessingException fault) {
        JsonLocation at = fault.getLocation();
        return at == null ? "" : ": see line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
    }
}
