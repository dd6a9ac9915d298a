package dev.scopednotes.notes.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/** The files in {@code db/migration}, read by name: Flyway does not search the class path for them. */
final class MigrationFiles implements ResourceProvider {

    static final String FOLDER = "db/migration/";

    private static final String AFTER_EACH = "afterMigrate.sql";

    @Override
    public LoadableResource getResource(String name) {
        return all().filter(file -> file.getRelativePath().equals(name))
                .findFirst()
                .orElse(null);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return all().filter(file -> file.getFilename().startsWith(prefix)
                        && Stream.of(suffixes).anyMatch(file.getFilename()::endsWith))
                .toList();
    }

    private static Stream<LoadableResource> all() {
        return Stream.concat(SchemaHistory.MIGRATIONS.stream().map(SchemaHistory.Applied::file), Stream.of(AFTER_EACH))
                .map(File::new);
    }

    /** All names that {@link #all} reads, for the test that compares them with the folder. */
    static List<String> names() {
        return all().map(LoadableResource::getFilename).toList();
    }

    private static final class File extends LoadableResource {

        private final String name;

        private File(String name) {
            this.name = name;
        }

        @Override
        public Reader read() {
            try (InputStream file = MigrationFiles.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
                return new StringReader(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String getAbsolutePath() {
            return FOLDER + name;
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return FOLDER + name;
        }

        @Override
        public String getFilename() {
            return name;
        }

        @Override
        public String getRelativePath() {
            return FOLDER + name;
        }
    }
}
