package dev.scopedgate.page;

import java.util.Map;
import java.util.stream.Collectors;

/** Text as HTML: nothing in it is markup, neither as text nor in a double-quoted attribute. */
final class Html {

    private static final Map<Character, String> ESCAPES =
            Map.of('&', "&amp;", '<', "&lt;", '>', "&gt;", '"', "&quot;", '\'', "&#39;");

    private Html() {}

    static String escaped(String text) {
        return text.chars()
                .mapToObj(character -> (char) character)
                .map(character -> ESCAPES.getOrDefault(character, character.toString()))
                .collect(Collectors.joining());
    }
}
