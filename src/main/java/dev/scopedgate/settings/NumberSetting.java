package dev.scopedgate.settings;

import java.util.List;

/**
 * The bounds of a setting that is a whole number.
 *
 * @param example a valid value, for messages
 */
public record NumberSetting(String property, long min, long max, long example) {

    /** The problem of the setting, if it has one, with an example. */
    public List<String> problems(long value) {
        return value >= min && value <= max
                ? List.of()
                : List.of("%s must be at least %d and at most %d, %s"
                        .formatted(property, min, max, SettingsCheck.example(property, example)));
    }
}
