package dev.scopednotes.settings;

import com.sun.source.doctree.DocCommentTree;
import dev.scopedgate.settings.DurationSetting;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Every setting that a {@code @ConfigMapping} of the product reads, as SmallRye Config sees it. */
final class OurSettings {

    private static final String EXAMPLE = "dev.scopednotes.";
    private static final String LIBRARY = "dev.scopedgate.";

    private final ConfigSources sources;
    /** By the name of the setting. */
    private final Map<String, Property> properties = new TreeMap<>();

    private OurSettings(ConfigSources sources, Predicate<String> types) throws ClassNotFoundException {
        this.sources = sources;
        for (String name : sources.mappings()) {
            if (types.test(name)) {
                Class<?> type = Class.forName(name);
                String prefix = type.getAnnotation(ConfigMapping.class).prefix();
                ConfigMappings.getProperties(ConfigClass.configClass(type, prefix))
                        .forEach((property, read) -> {
                            // of a list the whole, not each element
                            if (!property.endsWith("]")) {
                                properties.put(property.replace("*", "<name>"), read);
                            }
                        });
            }
        }
    }

    /** Those of the production package; the interfaces of package dev are not in it. */
    static List<Setting> read() throws IOException, ClassNotFoundException {
        OurSettings settings = new OurSettings(
                ConfigSources.read(Path.of("src/main/java")),
                name -> !name.startsWith(EXAMPLE + "dev.") && !name.startsWith(LIBRARY + "dev."));
        return settings.properties.entrySet().stream()
                .map(entry -> settings.setting(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The names of all settings, those of package dev too. */
    static Set<String> names() throws IOException, ClassNotFoundException {
        return new OurSettings(ConfigSources.read(Path.of("src/main/java")), name -> true).properties.keySet();
    }

    private Setting setting(String name, Property property) {
        Method method = property.getMethod();
        DocCommentTree comment = sources.javadoc(method.getDeclaringClass().getName(), method.getName());
        if (comment == null) {
            throw new IllegalStateException(
                    method + " has no Javadoc: it must say what breaks when " + name + " is wrong");
        }
        Meaning meaning = Meaning.of(comment, method.getDeclaringClass(), properties);
        String feature =
                method.getDeclaringClass().getPackageName().replaceFirst("^(" + EXAMPLE + "|" + LIBRARY + ")", "");
        String preset = meaning.required() ? Setting.REQUIRED : preset(property);
        return new Setting(feature, name, values(method, meaning), preset, meaning.text());
    }

    private static String preset(Property property) {
        Property value = property.isOptional() ? property.asOptional().getNestedProperty() : property;
        return Stream.of(property, value)
                .filter(Property::hasDefaultValue)
                .findFirst()
                .map(found -> "`" + found.getDefaultValue() + "`")
                .orElse("");
    }

    private static String values(Method method, Meaning meaning) {
        String type = method.getGenericReturnType().getTypeName().replaceAll("java\\.util\\.Optional<(.*)>", "$1");
        if (!meaning.words().isEmpty()) {
            return meaning.words();
        } else if (type.equals(DurationSetting.class.getName()) || type.equals(Duration.class.getName())) {
            return "duration";
        } else if (type.equals("boolean") || type.equals("java.lang.Boolean")) {
            return "`true` or `false`";
        } else if (type.matches("int|long|java\\.util\\.Optional(Int|Long)|java\\.lang\\.(Integer|Long)")) {
            return "number";
        } else if (type.matches("java\\.util\\.(List|Set)<.*>")) {
            return "list, by commas";
        } else if (method.getName().matches("(?i).*(password|secret).*")) {
            return "secret";
        } else if (type.equals(String.class.getName())) {
            return "text";
        }
        throw new IllegalStateException(method + " returns a type that the table has no word for");
    }
}
