package dev.scopednotes.notes;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;

/** Reads the database directly, to check the effect of a call. */
@ApplicationScoped
public class NoteRows {

    private final DataSource database;

    public NoteRows(DataSource database) {
        this.database = database;
    }

    /** The texts of that user's notes, oldest first. */
    public List<String> of(String userId) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select note from note where user_id = ? order by id")) {
            statement.setString(1, userId);
            List<String> notes = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    notes.add(found.getString(1));
                }
            }
            return notes;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every row of every user. */
    public Set<String> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("select row(note.*)::text from note");
                ResultSet found = statement.executeQuery()) {
            Set<String> rows = new HashSet<>();
            while (found.next()) {
                rows.add(found.getString(1));
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void add(String userId, String note) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("insert into note (user_id, note) values (?, ?)")) {
            statement.setString(1, userId);
            statement.setString(2, note);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
