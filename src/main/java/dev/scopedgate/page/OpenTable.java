package dev.scopedgate.page;

import static dev.scopedgate.page.Html.escaped;

import dev.scopedgate.gate.ScopeTable;
import dev.scopedgate.gate.ScopeTable.Feature;
import dev.scopedgate.gate.ScopeTable.Row;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The HTML of the scope table as it is without a token. The script of the page draws the same, with buttons that work. */
record OpenTable(ScopeTable table) {

    String html() {
        return "<table><thead><tr>"
                + Stream.of("tool", "scope", "kind", "this token")
                        .map("<th scope=\"col\">%s</th>"::formatted)
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>"
                + table.rows().stream().map(OpenTable::line).collect(Collectors.joining())
                + "</tbody></table>";
    }

    private static String line(Row row) {
        String name = escaped(row.name());
        String first = row.feature() == Feature.TOOL
                ? "<button type=\"button\" class=\"link\" aria-pressed=\"false\" disabled>" + name + "</button>"
                : row.feature() + " " + name;
        return """
                <tr class="open" data-tool="%s"><th scope="row">%s</th><td><code>%s</code></td><td>%s</td>\
                <td class="state">no token</td></tr>""".formatted(name, first, escaped(row.scope()), row.kind());
    }
}
