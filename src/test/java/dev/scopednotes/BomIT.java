package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The bill of materials (CycloneDX) names exactly the libraries of the production package. */
class BomIT {

    private static final Path BOM = Path.of("target", "bom.json");
    private static final Path LIB = Path.of("target", "quarkus-app", "lib");

    private static Set<String> packaged() throws IOException {
        try (Stream<Path> files = Files.walk(LIB)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .collect(TreeSet::new, Set::add, Set::addAll);
        }
    }

    private static Stream<JsonNode> components() throws IOException {
        return StreamSupport.stream(
                new ObjectMapper().readTree(BOM.toFile()).path("components").spliterator(), false);
    }

    /** As Quarkus names the file of a library, with the classifier that its package URL holds. */
    private static String jar(JsonNode component) {
        Matcher classifier = Pattern.compile("[?&]classifier=([^&]+)")
                .matcher(component.path("purl").textValue());
        return "%s.%s-%s%s.jar"
                .formatted(
                        component.path("group").textValue(),
                        component.path("name").textValue(),
                        component.path("version").textValue(),
                        classifier.find() ? "-" + classifier.group(1) : "");
    }

    @Test
    void namesEveryLibraryOfThePackage() throws IOException {
        assertThat(packaged()).hasSizeGreaterThan(100);
        assertThat(components().map(BomIT::jar)).containsAll(packaged());
    }

    @Test
    void namesNothingElse() throws IOException {
        // The launcher serves IDEs: a dependency to Maven, left out of the package by Quarkus
        assertThat(components().map(BomIT::jar).filter(name -> !name.startsWith("io.quarkus.quarkus-ide-launcher-")))
                .isSubsetOf(packaged());
    }

    @Test
    void everyComponentHasItsPackageUrlAndAHash() throws IOException {
        assertThat(components()).allSatisfy(component -> {
            assertThat(component.path("purl").textValue()).startsWith("pkg:maven/");
            assertThat(component.path("hashes")).isNotEmpty();
        });
    }
}
