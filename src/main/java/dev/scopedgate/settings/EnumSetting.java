package dev.scopedgate.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A setting with a fixed set of words. An invalid value is reported with these words, where the conversion of SmallRye
 * Config would name a Java class.
 *
 * @param words the enum; each constant is a word, in lower case and with hyphens
 */
public record EnumSetting<E extends Enum<E>>(String property, Class<E> words) {

    /** The value; call only if {@link #problems} is empty. */
    public E read(String value) {
        return find(value)
                .orElseThrow(() -> new IllegalArgumentException(problems(value).get(0)));
    }

    /** The problems of the setting, each with an example. */
    public List<String> problems(String value) {
        if (find(value).isPresent()) {
            return List.of();
        }
        List<String> known =
                Arrays.stream(words.getEnumConstants()).map(EnumSetting::word).toList();
        return List.of("%s must be %s, %s"
                .formatted(property, String.join(" or ", known), SettingsCheck.example(property, known.get(0))));
    }

    private Optional<E> find(String value) {
        return Arrays.stream(words.getEnumConstants())
                .filter(constant -> word(constant).equals(value.strip().toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
