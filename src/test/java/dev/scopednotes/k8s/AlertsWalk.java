package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus accepts the alerts, each fires exactly when it must, and each links to a section that helps. */
class AlertsWalk {

    private static final Path DIRECTORY = Path.of("target", "k8s");
    private static final String PAGE =
            "https://github.com/scoped-notes/scoped-notes/blob/main/src/main/docs/operations.md#";

    private static PrometheusRule rule() throws IOException {
        return Rendered.overlay("prod").the(PrometheusRule.class, "scoped-notes"::equals);
    }

    private static List<Rule> alerts() throws IOException {
        return rule().getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    @Test
    void prometheusTakesThemAndTheirTestsHold() throws Exception {
        PrometheusRule rule = rule();
        write(rule);
        promtool("check", "rules", "--lint-fatal", "alerts.yaml");
        // the tests name the whole alert: the page is checked below
        rule.getSpec()
                .getGroups()
                .forEach(group ->
                        group.getRules().forEach(alert -> alert.getAnnotations().remove("runbook_url")));
        write(rule);
        Files.copy(
                Path.of("src/test/walk/k8s/alerts_test.yaml"),
                DIRECTORY.resolve("alerts_test.yaml"),
                StandardCopyOption.REPLACE_EXISTING);
        promtool("test", "rules", "alerts_test.yaml");
    }

    private static void write(PrometheusRule rule) throws IOException {
        new YAMLMapper().writeValue(DIRECTORY.resolve("alerts.yaml").toFile(), rule.getSpec());
    }

    private static void promtool(String... arguments) throws Exception {
        Path said = Files.createTempFile("promtool", ".log");
        Process promtool = new ProcessBuilder(Stream.concat(Stream.of("promtool"), List.of(arguments).stream())
                        .toList())
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(promtool.exitValue()).as(Files.readString(said)).isZero();
        Files.delete(said);
    }

    @Test
    void eachIsTested() throws Exception {
        String tests = Files.readString(Path.of("src/test/walk/k8s/alerts_test.yaml"));
        assertThat(alerts())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests)
                        .as("fires")
                        .containsPattern("alertname: " + alert.getAlert() + "\n +exp_alerts")
                        .as("does not fire")
                        .containsPattern("alertname: " + alert.getAlert() + "\\}"));
    }

    @Test
    void eachLeadsToItsSectionOfTheOperatorsPage() throws Exception {
        var sections = Files.readAllLines(Path.of("src/main/docs/operations.md")).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        assertThat(alerts()).allSatisfy(alert -> {
            assertThat(alert.getLabels().get("severity")).isIn("critical", "warning");
            assertThat(alert.getAnnotations().get("summary")).isNotBlank();
            assertThat(alert.getAnnotations().get("runbook_url")).startsWith(PAGE);
            assertThat(sections)
                    .contains(alert.getAnnotations().get("runbook_url").substring(PAGE.length()));
        });
    }
}
