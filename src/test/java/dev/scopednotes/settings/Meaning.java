package dev.scopednotes.settings;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.TextTree;
import io.smallrye.config.ConfigMappingInterface.Property;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the Javadoc of a setting says, as Markdown: its first paragraph.
 *
 * @param words the words that it may be, where the Javadoc links to an enum that lists them
 * @param required whether the Javadoc begins with that word
 */
record Meaning(String text, String words, boolean required) {

    static Meaning of(DocCommentTree comment, Class<?> type, Map<String, Property> properties) {
        StringBuilder text = new StringBuilder();
        String words = "";
        for (DocTree part : comment.getFullBody()) {
            if (part.getKind() == DocTree.Kind.START_ELEMENT) {
                break;
            } else if (part instanceof TextTree plain) {
                text.append(plain.getBody());
            } else if (part instanceof LiteralTree literal) {
                text.append(code(literal.getBody().getBody()));
            } else if (part instanceof LinkTree link) {
                String to = link.getReference().getSignature();
                Optional<String> listed = words(type, to);
                // "an {@link Access}" becomes the words themselves
                listed.ifPresent(
                        found -> text.replace(0, text.length(), text.toString().replaceFirst("\\ban? $", "")));
                words = listed.orElse(words);
                text.append(listed.orElseGet(() -> code(target(type, to, properties))));
            } else {
                throw new IllegalStateException("settings.md cannot show " + part + " of the Javadoc in " + type);
            }
        }
        String line = text.toString().replaceAll("\\s+", " ").strip().replace("|", "\\|");
        return new Meaning(line, words, line.startsWith("Required"));
    }

    private static Optional<String> words(Class<?> type, String to) {
        return Arrays.stream(type.getNestHost().getDeclaredClasses())
                .filter(nested -> nested.isEnum() && nested.getSimpleName().equals(to))
                .findFirst()
                .map(nested -> Arrays.stream(nested.getEnumConstants())
                        .map(word ->
                                code(word.toString().toLowerCase(Locale.ROOT).replace('_', '-')))
                        .collect(Collectors.joining(" or ")));
    }

    /** The setting that a linked method reads, the shortest name of several; else its own name. */
    private static String target(Class<?> type, String to, Map<String, Property> properties) {
        List<String> place = List.of(to.replace("()", "").split("#", -1));
        if (place.size() == 1) {
            return to;
        }
        String owner =
                place.get(0).isEmpty() ? type.getSimpleName() : place.get(0).replaceAll(".*\\.", "");
        return properties.entrySet().stream()
                .filter(entry -> isMethod(entry.getValue(), owner, place.get(1)))
                .map(Map.Entry::getKey)
                .min(Comparator.comparing(String::length))
                // of a group, which has no row of its own
                .orElseGet(() -> place.get(1));
    }

    private static boolean isMethod(Property property, String owner, String name) {
        return property.getMethod().getName().equals(name)
                && property.getMethod().getDeclaringClass().getSimpleName().equals(owner);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
