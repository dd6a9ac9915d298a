package dev.scopedgate.mcp;

import dev.scopedgate.testsupport.Modern;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Random;

/**
 * The standard headers of a modern call of one tool, some of them changed: the same seed makes the same headers.
 *
 * @param lines the headers, each ended by CR and LF
 * @param areTrue whether they say what the body says
 */
record HeaderMutations(String lines, boolean areTrue) {

    private static final String[] NAMES = {"MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"};
    private static final String[] OTHERS = {
        "2025-11-25", "tools/list", "fixture_read", "fixture_purge", "*", "=?base64?", "=?base64??=", "0", "null", "{}"
    };

    static HeaderMutations of(long seed, String method, String name) {
        Random random = new Random(seed);
        String[] values = {Modern.VERSION, method, name};
        StringBuilder lines = new StringBuilder();
        boolean isTrue = true;
        int changed = random.nextInt(NAMES.length + 1);
        for (int i = 0; i < NAMES.length; i++) {
            String header = random.nextBoolean() ? NAMES[i] : NAMES[i].toUpperCase(Locale.ROOT);
            String value = values[i];
            if (i == changed) {
                switch (random.nextInt(9)) {
                    case 0 -> {
                        isTrue = false;
                        continue;
                    }
                    case 1 -> {
                        isTrue = false;
                        lines.append(header).append(": ").append(value).append("\r\n");
                    }
                    case 2 -> {
                        // only the name may be encoded
                        isTrue = i == 2;
                        value = encoded(value);
                    }
                    case 3 -> {
                        isTrue = false;
                        value = encoded(value + "x");
                    }
                    case 4 -> {
                        isTrue = false;
                        value = OTHERS[random.nextInt(OTHERS.length)];
                    }
                    case 5 -> value = "  " + value + "\t ";
                    case 6 -> {
                        isTrue = false;
                        value = value + ", " + value;
                    }
                    case 7 -> {
                        isTrue = false;
                        int at = random.nextInt(value.length());
                        // any visible character, or one of ISO 8859-1
                        char other =
                                (char) (random.nextBoolean() ? '!' + random.nextInt(94) : 0xa1 + random.nextInt(90));
                        other = other == value.charAt(at) ? (char) (other == '~' ? '!' : other + 1) : other;
                        value = value.substring(0, at) + other + value.substring(at + 1);
                    }
                    default -> {
                        isTrue = false;
                        value = value.toUpperCase(Locale.ROOT).equals(value)
                                ? value + "-"
                                : value.toUpperCase(Locale.ROOT);
                    }
                }
            }
            lines.append(header).append(": ").append(value).append("\r\n");
        }
        return new HeaderMutations(lines.toString(), isTrue);
    }

    private static String encoded(String value) {
        return "=?base64?" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
