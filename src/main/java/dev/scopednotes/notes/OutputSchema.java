package dev.scopednotes.notes;

import io.quarkiverse.mcp.server.GlobalOutputSchemaGenerator;
import io.quarkiverse.mcp.server.OutputSchemaGenerator;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Generates each result's schema once; the engine would do it at every tools/list, where it is most of the work. */
@Singleton
public class OutputSchema implements OutputSchemaGenerator {

    private final Map<Class<?>, Object> schemas = new ConcurrentHashMap<>();
    private final GlobalOutputSchemaGenerator generator;

    OutputSchema(GlobalOutputSchemaGenerator generator) {
        this.generator = generator;
    }

    @Override
    public Object generate(Class<?> result) {
        return schemas.computeIfAbsent(result, generator::generate);
    }
}
