package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.SupportedScopes;
import jakarta.inject.Singleton;
import java.util.List;

/** Derives the supported scopes from the scope table, so that they are written only once. */
@Singleton
final class TableScopes implements SupportedScopes {

    private final ScopeTable table;

    TableScopes(ScopeTable table) {
        this.table = table;
    }

    @Override
    public List<String> all() {
        return table.scopes();
    }

    /** The scopes of read operations, the least that a new client needs; all scopes if there are none. */
    @Override
    public List<String> initial() {
        List<String> reading = table.rows().stream()
                .filter(row -> row.kind() == Kind.read)
                .map(Row::scope)
                .distinct()
                .toList();
        return reading.isEmpty() ? all() : reading;
    }
}
