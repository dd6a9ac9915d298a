package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates, drained nodes and load leave replicas that serve. */
class AvailabilityWalk {

    @Test
    void anUpdateAndADrainedNodeLeaveReplicasThatServe() throws Exception {
        Rendered rendered = Rendered.overlay("prod");
        Deployment server = rendered.server();
        HorizontalPodAutoscaler scaler = rendered.the(HorizontalPodAutoscaler.class, "scoped-notes"::equals);
        PodDisruptionBudget budget = rendered.the(PodDisruptionBudget.class, "scoped-notes"::equals);

        assertThat(server.getSpec().getReplicas())
                .as("the autoscaler's business")
                .isNull();
        assertThat(server.getSpec()
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(scaler.getSpec().getMinReplicas()).isGreaterThanOrEqualTo(3);
        assertThat(scaler.getSpec().getScaleTargetRef().getName())
                .isEqualTo(server.getMetadata().getName());
        assertThat(scaler.getSpec().getMetrics())
                .extracting(metric -> metric.getContainerResource().getContainer())
                .containsExactly("server");
        assertThat(rendered.selectedBy(budget.getSpec().getSelector()))
                .containsExactly(server.getSpec().getTemplate());
        assertThat(budget.getSpec().getMaxUnavailable().getIntVal())
                .isBetween(1, scaler.getSpec().getMinReplicas() - 1);
        assertThat(server.getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .hasSize(2)
                .allSatisfy(constraint -> assertThat(rendered.selectedBy(constraint.getLabelSelector()))
                        .containsExactly(server.getSpec().getTemplate()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theGracePeriodIsLongerThanTheDrainOfTheApplication(String overlay) throws Exception {
        Properties application = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            application.load(reader);
        }
        int drain = seconds(application, "quarkus.shutdown.delay") + seconds(application, "quarkus.shutdown.timeout");
        assertThat(Rendered.overlay(overlay)
                        .server()
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getTerminationGracePeriodSeconds())
                .isGreaterThan(drain);
    }

    private static int seconds(Properties application, String name) {
        return Integer.parseInt(application.getProperty(name, "0s").replaceFirst("s$", ""));
    }
}
