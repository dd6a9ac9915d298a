package dev.scopedgate.mcp.era;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which annotations of an input schema name a header. */
class HeaderParametersTest {

    private static HeaderParameters of(String json) {
        return HeaderParameters.of(new JsonObject(json.replace('\'', '"')));
    }

    @Test
    void aPropertyOfAPropertyNamesAHeader() {
        HeaderParameters read = of("""
                {'type':'object','properties':{'where':{'type':'object','properties':{
                'region':{'type':'string','x-mcp-header':'Region'}}},
                'depth':{'type':'integer','x-mcp-header':'Depth'},'plain':{'type':'number'}}}""");

        assertThat(read.problems()).isEmpty();
        assertThat(read.found())
                .containsExactlyInAnyOrder(
                        new HeaderParameter(List.of("where", "region"), "Mcp-Param-Region", "string"),
                        new HeaderParameter(List.of("depth"), "Mcp-Param-Depth", "integer"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'properties':{'a':{'type':'string','x-mcp-header':''}}} | must be a header name",
                "{'properties':{'a':{'type':'string','x-mcp-header':'a b'}}} | must be a header name",
                "{'properties':{'a':{'type':'string','x-mcp-header':'a\\r\\nb'}}} | must be a header name",
                "{'properties':{'a':{'type':'string','x-mcp-header':7}}} | must be a header name",
                "{'properties':{'a':{'type':'number','x-mcp-header':'A'}}} | string, integer or boolean",
                "{'properties':{'a':{'type':'object','x-mcp-header':'A'}}} | string, integer or boolean",
                "{'properties':{'a':{'x-mcp-header':'A'}}} | string, integer or boolean",
                "{'properties':{'a':{'type':'string','x-mcp-header':'A'},'b':{'type':'string','x-mcp-header':'a'}}} | another argument",
                "{'properties':{'a':{'type':'array','items':{'type':'string','x-mcp-header':'A'}}}} | below 'items'",
                "{'oneOf':[{'properties':{'a':{'type':'string','x-mcp-header':'A'}}}]} | below 'oneOf'",
                "{'$defs':{'d':{'type':'string','x-mcp-header':'A'}}} | below '$defs'",
                "{'x-mcp-header':'A'} | whole schema",
            })
    void anAnnotationElsewhereOrOfAnotherKindMakesTheToolInvalid(String schema, String problem) {
        HeaderParameters read = of(schema);

        assertThat(read.problems()).hasSize(1);
        assertThat(read.problems().get(0)).contains(problem);
    }
}
