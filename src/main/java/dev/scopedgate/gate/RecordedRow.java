package dev.scopedgate.gate;

import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Kind;
import dev.scopedgate.gate.ScopeTable.Row;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import java.util.Arrays;

/** Encodes a row of the scope table, which the build passes to the application, as one string with a line per field. */
final class RecordedRow {

    static final String PARAM = "rows";

    private RecordedRow() {}

    static String encode(Feature feature, String name, String scope, Kind kind, String method) {
        return String.join("\n", feature.name(), name, scope, kind.name(), method);
    }

    private static Row decode(String recorded) {
        String[] part = recorded.split("\n", -1);
        return new Row(Feature.valueOf(part[0]), part[1], part[2], Kind.valueOf(part[3]), part[4]);
    }

    /** Creates the table at run time from the recorded rows. */
    public static final class Creator implements SyntheticBeanCreator<ScopeTable> {
        @Override
        public ScopeTable create(Instance<Object> lookup, Parameters params) {
            return new ScopeTable(Arrays.stream(params.get(PARAM, String[].class))
                    .map(RecordedRow::decode)
                    .toList());
        }
    }
}
