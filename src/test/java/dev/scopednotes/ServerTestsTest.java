package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
        String name = test.replace('/', '.').replaceFirst("\\.java$", "");
        try {
            Class<?> type = Class.forName(name, false, ServerTestsTest.class.getClassLoader());
            return Stream.<Class<?>>iterate(type, above -> above != null, Class::getSuperclass)
                    .anyMatch(above -> above.isAnnotationPresent(QuarkusTest.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(test + " has no class of its name", e);
        }
    }

    private static String source(String test) throws IOException {
        // this class itself names what it looks for
        return test.endsWith("/ServerTestsTest.java") ? "" : Files.readString(SOURCES.resolve(test));
    }
}
