package dev.scopednotes.notes;

import static dev.scopednotes.notes.arguments.Argument.CURSOR;
import static dev.scopednotes.notes.arguments.Argument.IDEMPOTENCY_KEY;
import static dev.scopednotes.notes.arguments.Argument.LIMIT;
import static dev.scopednotes.notes.arguments.Argument.NOTE;
import static dev.scopednotes.notes.arguments.Argument.USER_ID;

import dev.scopedgate.gate.Scoped;
import dev.scopednotes.notes.arguments.Argument;
import dev.scopednotes.notes.arguments.Arguments;
import dev.scopednotes.notes.arguments.Arguments.Checked;
import dev.scopednotes.notes.arguments.InputSchema;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolCallException;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * The tools of the notes. The parameters declare the input schema; the values come from {@link Arguments}. Each call is
 * checked in this order: scope (before the method runs), arguments, user_id against the token; then the store runs.
 */
@Singleton
class NoteTools {

    private static final String WHOSE = "The user whose notes these are, as in the sub claim of the access token.";

    private final Arguments arguments;
    private final Ownership ownership;
    private final NoteStore store;
    private final ConfirmedPurge purge;
    private final Results results;

    NoteTools(Arguments arguments, Ownership ownership, NoteStore store, ConfirmedPurge purge, Results results) {
        this.arguments = arguments;
        this.ownership = ownership;
        this.store = store;
        this.purge = purge;
        this.results = results;
    }

    @Scoped("notes:read")
    @Tool(
            name = "read_notes",
            title = "Read notes",
            description = """
                    Reads one user's notes, newest first, one page per call. If the result has next_cursor, older notes \
                    remain: call again with it as cursor. Changes nothing.""",
            annotations =
                    @Tool.Annotations(
                            title = "Read notes",
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false),
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(from = NotePage.class, generator = OutputSchema.class))
    Uni<ToolResponse> readNotes(
            @ToolArg(name = "user_id", description = WHOSE, required = false) Object userId,
            @ToolArg(description = "The most notes on the page; long notes make it shorter.", required = false)
                    Object limit,
            @ToolArg(
                            description = "The next_cursor of the previous page. Absent: start with the newest note.",
                            required = false)
                    Object cursor,
            RawMessage call) {
        Checked given = arguments.check(call);
        String user = ownership.check(given.text(USER_ID));
        Cursor after = given.optionalText(CURSOR).map(NoteTools::decoded).orElse(Cursor.START);
        return store.read(user, given.number(LIMIT), after).map(results::of);
    }

    @Scoped("notes:write")
    @Tool(
            name = "add_note",
            title = "Add a note",
            description = """
                    Stores one note for one user. With an idempotency_key that you choose, the call can be repeated \
                    safely after a timeout or an error: the note is stored once.""",
            annotations =
                    @Tool.Annotations(
                            title = "Add a note",
                            readOnlyHint = false,
                            destructiveHint = false,
                            idempotentHint = false,
                            openWorldHint = false),
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(from = AddedNote.class, generator = OutputSchema.class))
    Uni<ToolResponse> addNote(
            @ToolArg(name = "user_id", description = WHOSE, required = false) Object userId,
            @ToolArg(description = "The text: 1 to 10000 characters, not only whitespace.", required = false)
                    Object note,
            @ToolArg(
                            name = "idempotency_key",
                            description =
                                    "A new random text for each note, for example a UUID; the same text when the same"
                                            + " call is repeated.",
                            required = false)
                    Object idempotencyKey,
            RawMessage call) {
        Checked given = arguments.check(call);
        String user = ownership.check(given.text(USER_ID));
        String text = given.text(NOTE);
        return store.add(user, text, given.optionalText(IDEMPOTENCY_KEY))
                .invoke(added -> {
                    if (!added.note().note().equals(text)) {
                        throw new ToolCallException("this idempotency_key was used for another note of this user;"
                                + " nothing was stored; use a new key for a new note");
                    }
                })
                .map(results::of);
    }

    @Scoped("admin:notes")
    @Tool(
            name = "admin_purge",
            title = "Purge all notes of a user",
            description =
                    "Permanently deletes every note of one user and returns how many. It cannot be undone: ask the person"
                            + " you work for before you call it. If complete is false, notes remain: call again, unless"
                            + " declined is true, because the person has said no.",
            annotations =
                    @Tool.Annotations(
                            title = "Purge all notes of a user",
                            readOnlyHint = false,
                            destructiveHint = true,
                            idempotentHint = true,
                            openWorldHint = false),
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(from = PurgedNotes.class, generator = OutputSchema.class))
    Uni<ToolResponse> adminPurge(
            @ToolArg(name = "user_id", description = WHOSE, required = false) Object userId, RawMessage call) {
        return purge.of(ownership.check(arguments.check(call).text(USER_ID))).map(results::of);
    }

    private static Cursor decoded(String cursor) {
        return Cursor.decode(cursor)
                .orElseThrow(() -> new ToolCallException(
                        "cursor must be " + Argument.CURSOR.rule().requirement()));
    }
}
