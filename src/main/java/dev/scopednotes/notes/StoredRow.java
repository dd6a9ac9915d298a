package dev.scopednotes.notes;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/** Makes notes, and pages of them, from rows of the database. */
final class StoredRow {

    private StoredRow() {}

    /** Of one row more than {@code limit}, if there are so many: it shows whether there is a next page. */
    static NotePage page(RowSet<Row> rows, int limit) {
        List<Note> notes = new ArrayList<>(Math.min(limit, rows.size()));
        Row last = null;
        for (Row row : rows) {
            if (notes.size() == limit) {
                break;
            }
            notes.add(note(row));
            last = row;
        }
        boolean more = last != null && last.getLong("candidates") > notes.size();
        return new NotePage(notes, more ? cursor(last).encode() : null);
    }

    static Note note(Row row) {
        return new Note(
                row.getLong("id"),
                row.getString("user_id"),
                row.getString("note"),
                UtcText.of(row.getOffsetDateTime("created_at")));
    }

    private static Cursor cursor(Row row) {
        return new Cursor(row.getOffsetDateTime("created_at"), row.getLong("id"));
    }
}
