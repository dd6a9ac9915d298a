package dev.scopedgate.page;

import static dev.scopedgate.page.Html.escaped;

import dev.scopedgate.page.Client.Step;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The HTML of how to connect: a tab for each client (ARIA tabs pattern), whose buttons wait for the scripts. */
record ClientTabs(List<Client> clients) {

    String html() {
        return "<div role=\"tablist\" aria-label=\"Clients\">" + joined(this::tab) + "</div>\n" + joined(this::panel);
    }

    private String joined(IntFunction<String> part) {
        return IntStream.range(0, clients.size()).mapToObj(part).collect(Collectors.joining());
    }

    private String tab(int at) {
        return """
                <button type="button" role="tab" id="tab-%1$d" aria-controls="panel-%1$d" aria-selected="%2$s" \
                tabindex="%3$d" disabled>%4$s</button>""".formatted(
                        at, at == 0, at == 0 ? 0 : -1, escaped(clients.get(at).name()));
    }

    private String panel(int at) {
        Client client = clients.get(at);
        String link = client.link()
                .map(each ->
                        "<p><a class=\"button\" href=\"%s\" target=\"_blank\" rel=\"noopener noreferrer\">%s</a></p>\n"
                                .formatted(escaped(each.target()), escaped(each.text())))
                .orElse("");
        String note = client.note()
                .map(each -> "<p class=\"note\">%s</p>\n".formatted(escaped(each)))
                .orElse("");
        String steps = IntStream.range(0, client.steps().size())
                .mapToObj(step -> step(client, step))
                .collect(Collectors.joining());
        return "<div role=\"tabpanel\" id=\"panel-%1$d\" aria-labelledby=\"tab-%1$d\"%2$s>\n%3$s%4$s%5$s</div>\n"
                .formatted(at, at == 0 ? "" : " hidden", link, steps, note);
    }

    private static String step(Client client, int at) {
        Step step = client.steps().get(at);
        return """
                <p>%s</p>
                <div class="copyable"><code>%s</code><button type="button" aria-label="Copy %s %d" disabled>Copy</button></div>
                """.formatted(escaped(step.text()), escaped(step.command()), escaped(client.name()), at + 1);
    }
}
