package dev.scopednotes.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The tables of settings.md: the packages with required settings first, then the others, then the settings of Quarkus.
 */
final class SettingsTable {

    private static final String HEAD =
            "| setting, environment variable | value | default | meaning and risk |\n" + "| --- | --- | --- | --- |\n";

    private SettingsTable() {}

    static String markdown() throws IOException, ClassNotFoundException {
        Map<String, List<Setting>> byFeature = OurSettings.read().stream()
                .collect(Collectors.groupingBy(Setting::feature, TreeMap::new, Collectors.toList()));
        List<Map.Entry<String, List<Setting>>> features = new ArrayList<>(byFeature.entrySet());
        features.sort(
                Comparator.comparing((Map.Entry<String, List<Setting>> feature) -> -required(feature.getValue())));
        return features.stream()
                        .map(feature -> table("Package `" + feature.getKey() + "`", feature.getValue()))
                        .collect(Collectors.joining())
                + table("Quarkus", QuarkusSettings.read());
    }

    private static long required(List<Setting> settings) {
        return settings.stream().filter(Setting::isRequired).count();
    }

    private static String table(String title, List<Setting> settings) {
        return settings.stream()
                .sorted(Comparator.comparing((Setting setting) -> !setting.isRequired() || isFurther(setting))
                        .thenComparing(SettingsTable::isFurther))
                .map(Setting::toMarkdown)
                .collect(Collectors.joining("", "\n" + title + ":\n\n" + HEAD, ""));
    }

    /** For example of a further issuer: required only if there is one. */
    private static boolean isFurther(Setting setting) {
        return setting.property().contains("<");
    }
}
