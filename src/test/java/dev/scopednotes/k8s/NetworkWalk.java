package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which pods may connect: only by named policies, from existing pods to open ports. */
class NetworkWalk {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyServiceLeadsToPodsThatListen(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        for (Service service : rendered.all(Service.class)) {
            var pods = rendered.selectedBy(new LabelSelectorBuilder()
                    .withMatchLabels(service.getSpec().getSelector())
                    .build());
            assertThat(pods).as(Rendered.name(service)).hasSize(1);
            for (ServicePort port : service.getSpec().getPorts()) {
                assertThat(Rendered.listens(pods.get(0), port.getTargetPort())).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theManagementPortIsInNoService(String overlay) throws Exception {
        assertThat(Rendered.overlay(overlay).all(Service.class).stream()
                        .flatMap(service -> service.getSpec().getPorts().stream())
                        .map(ServicePort::getTargetPort)
                        .map(port -> String.valueOf(port.getValue())))
                .isNotEmpty()
                .isSubsetOf("http", "postgres");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyPodIsClosedInBothDirectionsAndEveryOpeningIsForPodsThatAre(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        NetworkPolicy closed = rendered.the(NetworkPolicy.class, "default-deny"::equals);
        assertThat(rendered.selectedBy(closed.getSpec().getPodSelector()))
                .hasSameSizeAs(rendered.pods().entrySet());
        assertThat(closed.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
        assertThat(closed.getSpec().getIngress()).isEmpty();
        assertThat(closed.getSpec().getEgress()).isEmpty();
        for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
            String name = Rendered.name(policy);
            var pods = rendered.selectedBy(policy.getSpec().getPodSelector());
            assertThat(pods).as(name).isNotEmpty();
            policy.getSpec().getIngress().forEach(opening -> {
                assertThat(opening.getFrom()).as(name).isNotEmpty();
                assertThat(opening.getPorts())
                        .as(name)
                        .isNotEmpty()
                        .allSatisfy(port -> assertThat(pods).allMatch(pod -> Rendered.listens(pod, port.getPort())));
            });
            policy.getSpec().getEgress().forEach(opening -> {
                assertThat(opening.getTo()).as(name).isNotEmpty();
                assertThat(opening.getPorts()).as(name).isNotEmpty();
                opening.getPorts().stream()
                        .filter(port -> port.getPort().getStrVal() != null)
                        .forEach(port -> assertThat(opening.getTo())
                                .allSatisfy(peer -> assertThat(rendered.selectedBy(peer.getPodSelector()))
                                        .isNotEmpty()
                                        .allMatch(pod -> Rendered.listens(pod, port.getPort()))));
            });
        }
    }

    @Test
    void inProductionEachWayIsOpenThatACallTakesAndNoOther() throws Exception {
        Rendered rendered = Rendered.overlay("prod");
        assertThat(rendered.all(NetworkPolicy.class).stream()
                        .flatMap(policy -> Stream.concat(
                                policy.getSpec().getIngress().stream()
                                        .flatMap(opening -> opening.getPorts().stream())
                                        .map(port -> "in " + shown(port)),
                                policy.getSpec().getEgress().stream()
                                        .flatMap(opening -> opening.getPorts().stream())
                                        .map(port -> "out " + shown(port)))))
                .containsExactlyInAnyOrder(
                        "in http",
                        "in management",
                        "in 5432",
                        "in 5432",
                        "in 5432",
                        "in 8000",
                        "in 8000",
                        "out 53",
                        "out 53",
                        "out 5432",
                        "out 443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void aPolicySaysOfEveryPodWhoMayComeIn(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        List<NetworkPolicy> ingress = rendered.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getSpec().getPolicyTypes().contains("Ingress"))
                .toList();
        assertThat(Stream.concat(rendered.pods().values().stream(), rendered.databasePods().stream()))
                .isNotEmpty()
                .allSatisfy(pod -> assertThat(ingress)
                        .anyMatch(policy -> rendered.selectedBy(policy.getSpec().getPodSelector())
                                .contains(pod)));
    }

    @Test
    void inProductionOnlyTheServerTheMigrationTheOperatorAndItsOwnReplicasReachTheDatabase() throws Exception {
        NetworkPolicy database = Rendered.overlay("prod").the(NetworkPolicy.class, "database"::equals);

        assertThat(database.getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(Map.of("cnpg.io/cluster", "notes-db"));
        assertThat(database.getSpec().getIngress().stream().flatMap(opening -> opening.getFrom().stream()))
                .allMatch(peer -> peer.getIpBlock() == null)
                .extracting(peer -> Map.entry(
                        peer.getNamespaceSelector() == null
                                ? Map.of()
                                : peer.getNamespaceSelector().getMatchLabels(),
                        peer.getPodSelector().getMatchLabels()))
                .containsExactlyInAnyOrder(
                        Map.entry(Map.of(), Map.of("app.kubernetes.io/name", "scoped-notes")),
                        Map.entry(Map.of(), Map.of("cnpg.io/cluster", "notes-db")),
                        Map.entry(
                                Map.of("kubernetes.io/metadata.name", "cnpg-system"),
                                Map.of("app.kubernetes.io/name", "cloudnative-pg")));
    }

    private static String shown(NetworkPolicyPort port) {
        return String.valueOf(port.getPort().getValue());
    }
}
