package dev.scopednotes.notes;

import dev.scopednotes.gate.Scoped;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.Tool;
import io.quarkiverse.mcp.server.ToolArg;
import io.quarkiverse.mcp.server.ToolCallException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * The tools as agents see them. Each refuses in this order: the scope (before the method runs), the arguments, the
 * user_id that is not the token's; only then is the store asked.
 */
@Singleton
class NoteTools {

    private static final String WHOSE = "Whose notes: the user's id, as in the sub claim of the access token.";

    private final Arguments arguments;
    private final Ownership ownership;
    private final NoteStore store;

    NoteTools(Arguments arguments, Ownership ownership, NoteStore store) {
        this.arguments = arguments;
        this.ownership = ownership;
        this.store = store;
    }

    @Scoped("notes:read")
    @Tool(
            name = "read_notes",
            title = "Read notes",
            description = """
                    Reads the notes of one user, newest first, a page at a time. While the answer holds next_cursor there \
                    are older notes: call again with it as cursor. Changes nothing.""",
            annotations =
                    @Tool.Annotations(
                            title = "Read notes",
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false),
            structuredContent = true,
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(generator = OutputSchema.class))
    Uni<NotePage> readNotes(
            @ToolArg(name = "user_id", description = WHOSE) String userId,
            @ToolArg(description = "How many notes the page may hold; long notes make it shorter.", defaultValue = "50")
                    int limit,
            @ToolArg(description = "Where to read on: next_cursor of the page before. Absent: start with the newest.")
                    Optional<String> cursor,
            RawMessage call) {
        arguments.check(call);
        ownership.check(userId);
        Cursor after = cursor.map(NoteTools::decoded).orElse(Cursor.START);
        return store.read(userId, limit, after);
    }

    @Scoped("notes:write")
    @Tool(
            name = "add_note",
            title = "Add a note",
            description = """
                    Stores one note for one user. Give an idempotency_key of your own making, and the call can be \
                    repeated safely after a timeout or an error: the note is stored once.""",
            annotations =
                    @Tool.Annotations(
                            title = "Add a note",
                            readOnlyHint = false,
                            destructiveHint = false,
                            idempotentHint = false,
                            openWorldHint = false),
            structuredContent = true,
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(generator = OutputSchema.class))
    Uni<AddedNote> addNote(
            @ToolArg(name = "user_id", description = WHOSE) String userId,
            @ToolArg(description = "The text: 1 to 10000 characters, not only whitespace.") String note,
            @ToolArg(
                            name = "idempotency_key",
                            description =
                                    "A fresh random text for each note, for example a UUID; the same text when the same"
                                            + " note is tried again.")
                    Optional<String> idempotencyKey,
            RawMessage call) {
        arguments.check(call);
        ownership.check(userId);
        return store.add(userId, note, idempotencyKey).invoke(added -> {
            if (!added.note().note().equals(note)) {
                throw new ToolCallException("this idempotency_key belongs to another note of this user, with another"
                        + " text; nothing was stored; use a fresh key for a new note");
            }
        });
    }

    @Scoped("admin:notes")
    @Tool(
            name = "admin_purge",
            title = "Purge all notes of a user",
            description =
                    "Deletes every note of one user, for ever, and says how many there were. It cannot be undone: ask the"
                            + " person you work for before you call it.",
            annotations =
                    @Tool.Annotations(
                            title = "Purge all notes of a user",
                            readOnlyHint = false,
                            destructiveHint = true,
                            idempotentHint = true,
                            openWorldHint = false),
            structuredContent = true,
            inputSchema = @Tool.InputSchema(generator = InputSchema.class),
            outputSchema = @Tool.OutputSchema(generator = OutputSchema.class))
    Uni<PurgedNotes> adminPurge(@ToolArg(name = "user_id", description = WHOSE) String userId, RawMessage call) {
        arguments.check(call);
        ownership.check(userId);
        return store.purge(userId);
    }

    private static Cursor decoded(String cursor) {
        return Cursor.decode(cursor)
                .orElseThrow(() -> new ToolCallException(
                        "cursor must be " + Argument.CURSOR.rule().requirement()));
    }
}
