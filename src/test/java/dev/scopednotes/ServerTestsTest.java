package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.suite.api.SelectClasses;

/**
 * {@code server-tests.txt} names every test class that starts or builds an application or starts a database, so that
 * {@code ./mvnw test} runs none of them and {@code ./mvnw verify} runs all.
 */
class ServerTestsTest {

    private static final Path SOURCES = Path.of("src", "test", "java");
    private static final Path LIST = Path.of("src", "test", "resources", "server-tests.txt");
    private static final String SLOW = "# Slow:";

    /** Whether a class builds an application or starts a database. */
    private static final Pattern STARTER =
            Pattern.compile("\\b(BuiltApplication|CuratedApplication|PostgresProcess|TlsPostgres|EmbeddedPostgres)\\b");

    @Test
    void namesEveryTestThatStartsSomething() throws IOException {
        Set<String> starting = new TreeSet<>();
        for (String test : testClasses()) {
            if (startsApplication(test) || STARTER.matcher(source(test)).find()) {
                starting.add(test);
            }
        }

        Set<String> listed = new TreeSet<>(listed(lines().stream().takeWhile(line -> !line.startsWith(SLOW))));

        assertThat(listed)
                .as("%s before \"%s\": the test classes that start something", LIST, SLOW)
                .isEqualTo(starting);
    }

    /** An application of tests in both halves would be built and started twice. */
    @Test
    void eachTestIsInOneHalfWithThoseThatShareItsApplication() throws IOException {
        Map<String, List<String>> halves = Map.of("FirstHalf", half("FirstHalf"), "SecondHalf", half("SecondHalf"));

        assertThat(halves.values().stream().flatMap(List::stream))
                .as("the classes of both halves in dev.scopednotes.servertests: those of %s", LIST)
                .containsExactlyInAnyOrderElementsOf(listed(lines().stream()).stream()
                        .map(ServerTestsTest::className)
                        .toList());
        Map<String, String> halfOfApplication = new TreeMap<>();
        halves.forEach((half, tests) -> tests.stream()
                .map(ServerTestsTest::application)
                .flatMap(Optional::stream)
                .forEach(application -> assertThat(halfOfApplication.put(application, half))
                        .as("the half of the tests with the application of " + application)
                        .isIn(null, half)));
    }

    private static List<String> half(String name) {
        return List.of(type("dev.scopednotes.servertests." + name)
                .getAnnotation(SelectClasses.class)
                .names());
    }

    /** The settings and resources of a test's application: tests with equal ones share it. */
    private static Optional<String> application(String test) {
        List<Class<?>> types = withSuperclasses(type(test)).toList();
        if (types.stream().noneMatch(type -> type.isAnnotationPresent(QuarkusTest.class))) {
            return Optional.empty();
        }
        Stream<String> profile = types.stream()
                .map(type -> type.getAnnotation(TestProfile.class))
                .filter(Objects::nonNull)
                .limit(1)
                .map(TestProfile::toString);
        Stream<String> resources = types.stream()
                .flatMap(type -> Stream.concat(
                        Stream.of(type.getAnnotationsByType(WithTestResource.class)),
                        Stream.of(type.getAnnotationsByType(QuarkusTestResource.class))
                                .filter(QuarkusTestResource::restrictToAnnotatedClass)))
                .map(Object::toString)
                .sorted();
        return Optional.of(Stream.concat(profile, resources).toList().toString());
    }

    @Test
    void namesEachTestOnceAndOnlyTestsThatExist() throws IOException {
        assertThat(lines()).anyMatch(line -> line.startsWith(SLOW));
        assertThat(listed(lines().stream())).doesNotHaveDuplicates().isSubsetOf(testClasses());
    }

    private static List<String> lines() throws IOException {
        return Files.readAllLines(LIST);
    }

    private static List<String> listed(Stream<String> lines) {
        return lines.filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    }

    private static Set<String> testClasses() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith("Test.java"))
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static boolean startsApplication(String test) {
        return withSuperclasses(type(className(test))).anyMatch(above -> above.isAnnotationPresent(QuarkusTest.class));
    }

    private static Stream<Class<?>> withSuperclasses(Class<?> type) {
        return Stream.iterate(type, above -> above != null, Class::getSuperclass);
    }

    private static String className(String file) {
        return file.replace('/', '.').replaceFirst("\\.java$", "");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, ServerTestsTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no class " + name, e);
        }
    }

    private static String source(String test) throws IOException {
        // this class itself names what it looks for
        return test.endsWith("/ServerTestsTest.java") ? "" : Files.readString(SOURCES.resolve(test));
    }
}
