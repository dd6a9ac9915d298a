package dev.scopednotes.notes;

import io.vertx.sqlclient.Row;

/**
 * How many notes a user has at one moment.
 *
 * @param count at most one more than {@link #MOST}: counting all of many millions takes longer than a call may
 * @param newest the id of the newest note; 0 if there is none
 * @param from the position just before the newest note
 */
record NotesOfUser(int count, long newest, Cursor from) {

    static final int MOST = 1_000_000;

    // one statement, so that both are of the same moment
    static final String STATEMENT = """
            with newest as (
                select created_at, id from note where user_id = $1 order by created_at desc, id desc limit 1
            )
            select (select count(*) from (select 1 from note where user_id = $1 limit $2) as counted) as notes,
                   (select created_at from newest), (select id from newest)""";

    static NotesOfUser of(Row row) {
        int count = row.getInteger("notes");
        if (count == 0) {
            return new NotesOfUser(0, 0, Cursor.START);
        }
        long newest = row.getLong("id");
        return new NotesOfUser(count, newest, new Cursor(row.getOffsetDateTime("created_at"), newest + 1));
    }

    /** The question whether to delete them. */
    String question(String userId) {
        // invisible characters could change how the question reads
        String shown = userId.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]", "\uFFFD");
        return "Delete %s of %s? This cannot be undone.".formatted(words(), shown);
    }

    private String words() {
        return count == 1
                ? "the only note"
                : count > MOST ? "all notes, more than %d,".formatted(MOST) : "all %d notes".formatted(count);
    }
}
