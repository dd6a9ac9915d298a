package dev.scopednotes.notes.schema;

import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells by one statement whether the schema has every migration of this version, applied by Flyway without a failure.
 * Says no to anything else than that and later migrations; then Flyway itself decides.
 */
final class SchemaHistory {

    /** The migrations in db/migration, as Flyway records them. A test compares both. */
    static final List<Applied> MIGRATIONS = List.of(new Applied("1", "note", "SQL", 1836043791));

    /** In the current schema alone, as Flyway. Fails if there is no such table; reads nothing of one in another schema. */
    static final String STATEMENT = """
            select version, description, type, checksum, success from flyway_schema_history
            where tableoid = to_regclass(quote_ident(current_schema()) || '.flyway_schema_history')
            order by installed_rank limit 1000""";

    /** The versions of this product are whole numbers. */
    private static final Pattern VERSION = Pattern.compile("[0-9]{1,9}");

    /** One migration in Flyway's table. */
    record Applied(String version, String description, String type, int checksum) {

        String file() {
            return "V%s__%s.sql".formatted(version, description.replace(' ', '_'));
        }

        int number() {
            return Integer.parseInt(version);
        }
    }

    private SchemaHistory() {}

    /** Whether nothing is to do, and nothing is wrong. */
    static boolean isCurrent(Iterable<Row> rows) {
        List<Applied> missing = new ArrayList<>(MIGRATIONS);
        int newest = MIGRATIONS.get(MIGRATIONS.size() - 1).number();
        for (Row row : rows) {
            String version = row.getString("version");
            if (!row.getBoolean("success")
                    || version == null
                    || !VERSION.matcher(version).matches()) {
                return false;
            }
            // a newer version of the server, which runs beside this one during an update
            boolean isLater = Integer.parseInt(version) > newest;
            if (!isLater && !missing.remove(applied(row, version))) {
                return false;
            }
        }
        return missing.isEmpty();
    }

    private static Applied applied(Row row, String version) {
        Integer checksum = row.getInteger("checksum");
        return new Applied(
                version, row.getString("description"), row.getString("type"), checksum == null ? 0 : checksum);
    }
}
