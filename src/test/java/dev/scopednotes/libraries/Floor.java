package dev.scopednotes.libraries;

/** A row of library-floors.tsv: a family of libraries, and the lowest version for which no public advisory is known. */
record Floor(String family, String lowest, String advisories, String comment) {

    /** From one line: four fields with tabs between them. */
    static Floor of(String line) {
        String[] fields = line.split("\t", -1);
        if (fields.length != 4 || fields[0].isBlank() || fields[1].isBlank() || fields[2].isBlank()) {
            throw new IllegalArgumentException(
                    "not family, lowest version, advisories and comment between tabs: " + line);
        }
        return new Floor(fields[0], fields[1], fields[2], fields[3]);
    }

    /** By its coordinates; a star at the end stands for any rest. */
    boolean covers(Library library) {
        return family.endsWith("*")
                ? library.name().startsWith(family.substring(0, family.length() - 1))
                : library.name().equals(family);
    }
}
