package dev.scopednotes.bench;

import dev.scopedgate.testsupport.TokenForge;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.lang.reflect.Field;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The notes of the measured pages: one user for each number of notes, of 100 characters each. */
record StoredNotes(int notes) {

    private static final Path CLASSES = Path.of("target", "classes");

    String user() {
        return "reader-of-" + notes;
    }

    /** A token of that user that reads and writes. */
    static String token(String user) {
        return TokenForge.token("notes:read notes:write")
                .subject(user)
                .time("exp", 3600)
                .sign();
    }

    /** Stores them, unless they are stored. The table exists once the application has started. */
    void store(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into note (user_id, note, created_at)"
                        + " select ?, rpad('note ' || number || ' says \"', 100, 'as was said '),"
                        + " now() - number * interval '1 minute' from generate_series(1, ?) as number"
                        + " where not exists (select from note where user_id = ?)")) {
            insert.setString(1, user());
            insert.setInt(2, notes);
            insert.setString(3, user());
            insert.execute();
        }
    }

    /** The statement of the application, which is not on the class path of the benchmark. */
    static String statement() throws Exception {
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {CLASSES.toUri().toURL()}, StoredNotes.class.getClassLoader())) {
            Field read = classes.loadClass("dev.scopednotes.notes.NoteStore").getDeclaredField("READ");
            read.setAccessible(true);
            return (String) read.get(null);
        }
    }
}
