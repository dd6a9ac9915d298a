package dev.scopednotes.libraries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryFloorsTest {

    private static Library library(String group, String artifact, String version) {
        return new Library(group, artifact, version, artifact + ".jar");
    }

    @ParameterizedTest(name = "{0} is below {1}")
    @CsvSource({
        "4.1.130.Final, 4.1.137.Final",
        "4.1.99.Final, 4.1.137.Final",
        "4.0.137.Final, 4.1.1",
        "3.33.2, 3.33.2.1",
        "2.21, 2.21.5",
        "1.62.0-alpha, 1.62.0",
        "1.0.0-rc1, 1.0.0",
        "9.9, 10.0",
        "33.4.8-jre, 33.5.0-jre",
    })
    void anOlderVersionFails(String version, String floor) {
        LibraryFloors floors = LibraryFloors.of(List.of("g:*\t" + floor + "\tGHSA-x\t"));

        assertThat(floors.findings(List.of(library("g", "a", version))))
                .containsExactly("g:a " + version + " in a.jar is below " + floor + ": GHSA-x");
    }

    @ParameterizedTest(name = "{0} is not below {1}")
    @CsvSource({
        "4.1.137.Final, 4.1.137.Final",
        "4.1.137, 4.1.137.Final",
        "4.1.140.Final, 4.1.137.Final",
        "4.2.1.Final, 4.1.137.Final",
        "3.33.3, 3.33.2.1",
        "2.22, 2.21.5",
        "1.62.0, 1.62.0-alpha",
        "10.0, 9.9",
        "33.10.0-jre, 33.5.0-jre",
    })
    void anEqualOrNewerVersionPasses(String version, String floor) {
        LibraryFloors floors = LibraryFloors.of(List.of("g:*\t" + floor + "\tGHSA-x\t"));

        assertThat(floors.findings(List.of(library("g", "a", version)))).isEmpty();
    }

    @Test
    void aLibraryWithoutARowOfItsFamilyFails() {
        LibraryFloors floors = LibraryFloors.of(List.of("io.netty:*\t4.1.137.Final\tGHSA-x\t"));

        assertThat(floors.findings(
                        List.of(library("io.netty.incubator", "quic", "9"), library("io.netty", "buffer", "9"))))
                .containsExactly(
                        "io.netty.incubator:quic 9 in quic.jar has no row of its family: look its advisories up and add one");
    }

    @Test
    void theRowOfAnArtifactOverridesThatOfItsGroup() {
        LibraryFloors floors =
                LibraryFloors.of(List.of("g:a\t2\tGHSA-x\t", "g:*\t1\tnone known\t", "h:*\t1\tnone known\tof nothing"));
        List<Library> libraries = List.of(library("g", "a", "1"), library("g", "b", "1"));

        assertThat(floors.findings(libraries)).containsExactly("g:a 1 in a.jar is below 2: GHSA-x");
        assertThat(floors.unused(libraries)).extracting(Floor::family).containsExactly("h:*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"g:a", "g:a\t1", "g:a\t\tGHSA-x\t", "g:a\t1\t\t", "g:a 1 GHSA-x"})
    void refusesAMalformedRow(String line) {
        assertThatThrownBy(() -> LibraryFloors.of(List.of(line)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }

    @Test
    void everyRowNamesAdvisoriesOrSaysWhenThereWereNone() {
        assertThat(LibraryFloors.read().rows())
                .hasSizeGreaterThan(50)
                .allSatisfy(row -> assertThat(row.advisories())
                        .matches("(CVE-\\d{4}-\\d+|GHSA(-[0-9a-z]{4}){3})(, (CVE-\\d{4}-\\d+|GHSA(-[0-9a-z]{4}){3}))*"
                                + "|none known on 20\\d\\d-\\d\\d-\\d\\d"))
                .doesNotHaveDuplicates();
        assertThat(LibraryFloors.read().rows()).extracting(Floor::family).doesNotHaveDuplicates();
    }
}
