package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import dev.scopedgate.oauth.SupportedScopes;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells the resource server its scopes from the scope table, so that nobody writes them a second time. */
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

    /** The scopes of what only reads, the least with which a stranger can begin; all of them where nothing only reads. */
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
