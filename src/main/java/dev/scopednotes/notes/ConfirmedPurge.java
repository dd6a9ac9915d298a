package dev.scopednotes.notes;

import dev.scopedgate.mcp.ask.Ask;
import dev.scopednotes.notes.PurgeConfig.Confirm;
import io.quarkiverse.mcp.server.ToolCallException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Deletes a user's notes only if the person agrees, where the person can be asked. The answer counts for the notes of
 * which it was asked: if some were added or deleted since, the person is asked again.
 */
@Singleton
class ConfirmedPurge {

    private final Ask ask;
    private final NoteStore store;
    private final Confirm confirm;

    ConfirmedPurge(Ask ask, NoteStore store, PurgeSettings settings) {
        this.ask = ask;
        this.store = store;
        confirm = settings.confirm();
    }

    Uni<PurgedNotes> of(String userId) {
        if (!mustAsk()) {
            return store.purge(userId);
        }
        return store.count(userId).flatMap(notes -> {
            if (notes.count() == 0) {
                return Uni.createFrom().item(PurgedNotes.of(userId, 0, true));
            }
            return ask.confirm(notes.question(userId), notes.newest())
                    ? store.purge(userId, notes.from())
                    : Uni.createFrom().item(PurgedNotes.none(userId));
        });
    }

    private boolean mustAsk() {
        return switch (confirm) {
            case NEVER -> false;
            case WHEN_POSSIBLE -> ask.isPossible();
            case ALWAYS -> {
                if (!ask.isPossible()) {
                    throw new ToolCallException(
                            "this server asks a person before it deletes, and this client cannot ask:"
                                    + " it must speak MCP 2026-07-28 and declare the capability elicitation; nothing was deleted");
                }
                yield true;
            }
        };
    }
}
