package dev.scopednotes.notes;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;

/**
 * Checks whether the database can serve every tool. Reads only the catalogue: a table that is locked for a moment must
 * not take every replica out of service.
 */
final class StoreCheck {

    static final String STATEMENT = """
            select pg_is_in_recovery()
                       or current_setting('default_transaction_read_only') = 'on' as read_only,
                   (select count(*) = 5 from pg_attribute
                    where attrelid = to_regclass('note') and not attisdropped
                      and attname in ('id', 'user_id', 'note', 'idempotency_key', 'created_at')) as set_up,
                   (select bool_and(has_table_privilege(to_regclass('note'), privilege))
                    from unnest(array['select', 'insert', 'update', 'delete']) as needed(privilege)) as permitted""";

    private StoreCheck() {}

    /** Succeeds if the row shows that every tool can be served. */
    static Future<Row> judge(Row row) {
        if (!row.getBoolean("set_up")) {
            return failed(StoreProblem.SCHEMA);
        }
        if (!row.getBoolean("permitted")) {
            return failed(StoreProblem.NOT_PERMITTED);
        }
        return row.getBoolean("read_only") ? failed(StoreProblem.READ_ONLY) : Future.succeededFuture(row);
    }

    private static Future<Row> failed(StoreProblem problem) {
        return Future.failedFuture(new StoreProblem.Detected(problem));
    }
}
