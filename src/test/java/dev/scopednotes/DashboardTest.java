package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.scopedgate.testsupport.KeyServer;
import dev.scopedgate.testsupport.Mcp;
import dev.scopedgate.testsupport.Scrape;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The queries of the dashboard, compared with what a running application exposes, so that a renamed metric cannot leave
 * a panel empty.
 */
@QuarkusTest
@QuarkusTestResource(KeyServer.class)
class DashboardTest {

    private static final Path COMPONENT = Path.of("k8s", "components", "dashboards");
    private static final Pattern LABELS = Pattern.compile("\\{([^}]*)}|\\b(?:by|without|on|ignoring)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][\\w:]*(?![\\w:])(?!\\s*\\()");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:[=!]~?=?\\s*\"[^\"]*\")?");

    private static final Pattern LABEL_NAMES = Pattern.compile("[{,](\\w+)=");

    /** Added by Prometheus to every scraped target. */
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "namespace", "container");

    private static final Path ALERTS = Path.of("k8s", "components", "monitoring", "alerts.yaml");

    /** Metrics of Kubernetes and of Prometheus itself. */
    private static final Predicate<String> OURS =
            Pattern.compile("^(?:scoped_gate|http_server|jvm|process|sql)_").asPredicate();

    @TestHTTPResource(value = "/metrics", management = true)
    URI metrics;

    private static List<String> queries() throws IOException {
        return new JsonObject(Files.readString(COMPONENT.resolve("scoped-notes.json")))
                .getJsonArray("panels").stream()
                        .flatMap(panel -> ((JsonObject) panel).getJsonArray("targets").stream())
                        .map(target -> ((JsonObject) target).getString("expr"))
                        .toList();
    }

    private static Set<String> names(String query) {
        String bare = RANGE.matcher(LABELS.matcher(query).replaceAll(" ")).replaceAll(" ");
        return NAME.matcher(bare).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> labels(String query) {
        return LABELS.matcher(query)
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .flatMap(list -> LABEL.matcher(list).results())
                .map(label -> label.group(1))
                .filter(label -> !OF_PROMETHEUS.contains(label))
                .collect(Collectors.toSet());
    }

    /** Every series name to the labels with which it appears. */
    private Map<String, Set<String>> exposed() {
        Mcp.call(TokenForge.bearer("notes:read"), "read_notes", Map.of("user_id", "ray"));
        return Scrape.of(metrics).series().keySet().stream()
                .collect(Collectors.toMap(
                        name -> name.replaceFirst("\\{.*", ""),
                        name -> LABEL_NAMES
                                .matcher(name)
                                .results()
                                .map(label -> label.group(1))
                                .collect(Collectors.toSet()),
                        (one, other) ->
                                Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet())));
    }

    @Test
    void everyMetricAndEveryLabelIsExposed() throws IOException {
        Map<String, Set<String>> exposed = exposed();

        assertThat(queries()).hasSizeGreaterThan(10).allSatisfy(query -> {
            assertThat(names(query)).as(query).isNotEmpty();
            assertThat(exposed.keySet()).as(query).containsAll(names(query));
            assertThat(names(query).stream().flatMap(name -> exposed.get(name).stream()))
                    .as(query)
                    .containsAll(labels(query));
        });
    }

    @Test
    void everyMetricAndEveryLabelOfTheAlertsIsExposed() throws IOException {
        Map<String, Set<String>> exposed = exposed();
        List<String> queries = new YAMLMapper()
                .readTree(ALERTS.toFile()).findValuesAsText("expr").stream()
                        .filter(query -> names(query).stream().anyMatch(OURS))
                        .toList();

        assertThat(queries).hasSizeGreaterThan(7).allSatisfy(query -> {
            List<String> ours = names(query).stream().filter(OURS).toList();
            assertThat(exposed.keySet()).as(query).containsAll(ours);
            assertThat(ours.stream().flatMap(name -> exposed.get(name).stream()))
                    .as(query)
                    .containsAll(labels(query));
        });
    }

    @Test
    void theComponentHasTheLabelThatGrafanaLooksFor() throws IOException {
        assertThat(Files.readString(COMPONENT.resolve("kustomization.yaml")))
                .contains("kind: Component", "      - scoped-notes.json", "grafana_dashboard: \"1\"");
    }
}
