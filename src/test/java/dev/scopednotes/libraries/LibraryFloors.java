package dev.scopednotes.libraries;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports each library that is below the floor of its family or has none. */
record LibraryFloors(List<Floor> rows) {

    static LibraryFloors read() {
        try {
            return of(Files.readAllLines(Path.of("src", "test", "resources", "library-floors.tsv")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LibraryFloors of(List<String> lines) {
        return new LibraryFloors(lines.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Floor::of)
                .toList());
    }

    /** The most specific family counts: that of an artifact before that of its group. */
    Optional<Floor> floorOf(Library library) {
        return rows.stream()
                .filter(row -> row.covers(library))
                .max(Comparator.comparingInt(row -> row.family().length()));
    }

    /** One sentence for each library that must not ship. */
    List<String> findings(Collection<Library> libraries) {
        return libraries.stream().flatMap(library -> finding(library).stream()).toList();
    }

    private Optional<String> finding(Library library) {
        return floorOf(library)
                .map(floor -> library.isBelow(floor.lowest())
                        ? Optional.of(library + " is below " + floor.lowest() + ": " + floor.advisories())
                        : Optional.<String>empty())
                .orElse(Optional.of(library + " has no row of its family: look its advisories up and add one"));
    }

    /** Rows of what does not ship. */
    Stream<Floor> unused(Collection<Library> libraries) {
        return rows.stream()
                .filter(row ->
                        libraries.stream().noneMatch(library -> floorOf(library).equals(Optional.of(row))));
    }
}
