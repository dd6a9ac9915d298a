package dev.scopedgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The classes that library.md lists as API are enough for an application, and are public with all that they name. */
class LibraryApiTest {

    private static final Path PAGE = Path.of("src", "main", "docs", "library.md");
    private static final Pattern NAME = Pattern.compile("`([\\w.]+)(?:\\([^`]*\\))?`");
    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|//.*$", Pattern.MULTILINE);
    private static final Pattern USE = Pattern.compile("\\bdev\\.scopedgate(?:\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    /** The names in the first column of the table below the heading API; without a package: in that of the one before. */
    static Set<String> api() throws IOException {
        Set<String> names = new TreeSet<>();
        String inPackage = "";
        String page = Files.readString(PAGE);
        List<String> rows = page.substring(page.indexOf("\n## API\n"), page.indexOf("\n## Versions\n"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .toList();
        for (String row : rows) {
            for (MatchResult found :
                    NAME.matcher(row.split(" \\| ")[0]).results().toList()) {
                String name = found.group(1);
                if (name.startsWith("dev.scopedgate.") && name.matches(".*\\.[A-Z]\\w*")) {
                    inPackage = name.substring(0, name.lastIndexOf('.') + 1);
                    names.add(name);
                } else if (name.matches("[A-Z]\\w*")) {
                    names.add(inPackage + name);
                }
            }
        }
        return names;
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"src/main/java/dev/scopednotes", "src/test/walk/library"})
    void anApplicationUsesNothingElse(String sources) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(sources))) {
            Set<String> used = new TreeSet<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                USE.matcher(COMMENT.matcher(Files.readString(file)).replaceAll(""))
                        .results()
                        .forEach(found -> used.add(found.group()));
            }

            assertThat(used).isNotEmpty();
            assertThat(api()).containsAll(used);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("api")
    void isPublicAndNamesOnlyTypesOfTheApi(String name) throws Exception {
        Class<?> type = Class.forName(name, false, getClass().getClassLoader());

        assertThat(Modifier.isPublic(type.getModifiers())).isTrue();
        assertThat(api()).containsAll(named(type));
    }

    @Test
    void thereIsOne() throws IOException {
        assertThat(api()).hasSizeGreaterThan(8);
    }

    /** The types of this library that the public members of a class name; a nested type counts as its outer one. */
    private static Set<String> named(Class<?> type) {
        List<Type> types = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                types.add(method.getGenericReturnType());
                types.addAll(List.of(method.getGenericParameterTypes()));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (Modifier.isPublic(constructor.getModifiers())) {
                types.addAll(List.of(constructor.getGenericParameterTypes()));
            }
        }
        return types.stream()
                .flatMap(LibraryApiTest::classes)
                .map(LibraryApiTest::outermost)
                .map(Class::getName)
                .filter(name -> name.startsWith("dev.scopedgate."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Class<?> outermost(Class<?> type) {
        return type.isArray()
                ? outermost(type.getComponentType())
                : type.getEnclosingClass() == null ? type : outermost(type.getEnclosingClass());
    }

    private static Stream<Class<?>> classes(Type type) {
        if (type instanceof Class<?> plain) {
            return Stream.of(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return Stream.concat(
                    classes(generic.getRawType()),
                    Stream.of(generic.getActualTypeArguments()).flatMap(LibraryApiTest::classes));
        }
        return type instanceof WildcardType wildcard
                ? Stream.of(wildcard.getUpperBounds()).flatMap(LibraryApiTest::classes)
                : Stream.empty();
    }
}
