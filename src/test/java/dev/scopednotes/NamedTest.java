package dev.scopednotes;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A test that a document names as {@code package.Class#method} below {@code dev.scopedgate} or {@code dev.scopednotes}.
 *
 * @param type its class, or nothing where there is none
 */
record NamedTest(Optional<Class<?>> type, String method) {

    private static final Set<Class<? extends java.lang.annotation.Annotation>> TESTS =
            Set.of(Test.class, ParameterizedTest.class);
    private static final List<String> ROOTS = List.of("dev.scopedgate.", "dev.scopednotes.");

    /** A walk of a profile, up to the next profile. */
    private static final String PROFILE =
            "<id>([a-z]+)</id>(?:(?!<profile>)[\\s\\S])*?<integration-tests>\\*\\*/%s/\\*Walk\\.java</integration-tests>";

    static NamedTest of(String name) {
        String[] place = name.replace("`", "").split("#", -1);
        String method = place.length == 2 ? place[1] : "";
        return new NamedTest(
                ROOTS.stream().flatMap(root -> find(root + place[0]).stream()).findFirst(), method);
    }

    private static Optional<Class<?>> find(String type) {
        try {
            return Optional.of(Class.forName(type, false, NamedTest.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    boolean exists() {
        return type.stream()
                .flatMap(found -> Arrays.stream(found.getDeclaredMethods()))
                .anyMatch(declared -> declared.getName().equals(method) && isTest(declared));
    }

    private static boolean isTest(Method declared) {
        return TESTS.stream().anyMatch(declared::isAnnotationPresent)
                && Stream.<AnnotatedElement>of(declared, declared.getDeclaringClass())
                        .noneMatch(element -> element.isAnnotationPresent(Disabled.class));
    }

    /** Whether {@code .ci/run} runs it: by the names that Surefire and Failsafe select, or by a walk that it calls. */
    boolean isRun() throws IOException {
        String name = type.orElseThrow().getSimpleName();
        return name.endsWith("Test") || name.endsWith("IT") || name.endsWith("Walk") && isWalked();
    }

    private boolean isWalked() throws IOException {
        String[] packages = type.orElseThrow().getPackageName().split("\\.");
        String include = PROFILE.formatted(packages[packages.length - 1]);
        Optional<String> profile = Pattern.compile(include)
                .matcher(Files.readString(Path.of("pom.xml")))
                .results()
                .map(found -> found.group(1))
                .findFirst();
        for (String script : walks()) {
            String commands = Files.readString(Path.of(script));
            if (profile.filter(id -> commands.contains("-P" + id + " ")).isPresent()
                    && (!commands.contains("-Dit.test=")
                            || commands.matches(
                                    "(?s).*-Dit\\.test=(?:\\w+,)*" + type.get().getSimpleName() + "[ ,].*"))) {
                return true;
            }
        }
        return false;
    }

    /** The scripts that {@code .ci/run} calls. */
    static Set<String> walks() throws IOException {
        return Set.copyOf(Files.readAllLines(Path.of(".ci", "run")).stream()
                .filter(line -> line.startsWith("src/test/walk/"))
                .map(String::strip)
                .toList());
    }
}
