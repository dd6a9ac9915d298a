package dev.scopednotes.libraries;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The package has no library below its floor, and none without a checked family. */
class LibraryFloorsIT {

    @Test
    void noLibraryOfThePackageIsBelowItsFloorOrWithoutOne() throws IOException {
        assertThat(PackagedLibraries.read()).hasSizeGreaterThan(150);
        assertThat(LibraryFloors.read().findings(PackagedLibraries.read())).isEmpty();
    }

    @Test
    void everyRowIsOfSomethingThatShips() throws IOException {
        assertThat(LibraryFloors.read()
                        .unused(PackagedLibraries.read())
                        .filter(row -> !row.family().startsWith("image:")))
                .isEmpty();
    }
}
