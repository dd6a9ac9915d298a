package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References between objects are correct: selectors match pods, ports exist, and related numbers agree. */
class WiringWalk {

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyObjectIsInTheNamespaceAndItsNameIsItsOwn(String overlay) throws Exception {
        List<HasMetadata> objects = Rendered.overlay(overlay).objects();
        assertThat(objects.stream().map(Rendered::name)).doesNotHaveDuplicates();
        assertThat(objects.stream().filter(object -> !(object instanceof Namespace)))
                .allSatisfy(object ->
                        assertThat(object.getMetadata().getNamespace()).isEqualTo("scoped-notes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void whatAPodRefersToIsThereOrIsBroughtByTheOperator(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        Set<String> there = rendered.objects().stream()
                .filter(object -> object instanceof ConfigMap || object instanceof Secret)
                .map(Rendered::name)
                .collect(Collectors.toCollection(HashSet::new));
        if (overlay.equals("prod")) {
            // as values.yaml and src/main/docs/operations.md say
            there.addAll(List.of(
                    "Secret scoped-notes-database",
                    "Secret scoped-notes-state",
                    "Secret notes-db-app",
                    "Secret notes-db-ca"));
        }
        assertThat(rendered.pods().values().stream().flatMap(WiringWalk::references))
                .isNotEmpty()
                .isSubsetOf(there);
    }

    private static Stream<String> references(PodTemplateSpec pod) {
        Stream<String> variables = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .map(from -> from.getSecretKeyRef() == null
                        ? "ConfigMap " + from.getConfigMapKeyRef().getName()
                        : "Secret " + from.getSecretKeyRef().getName());
        Stream<String> settings = pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getEnvFrom().stream())
                .map(from -> "ConfigMap " + from.getConfigMapRef().getName());
        Stream<String> volumes = pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getSecret() != null || volume.getConfigMap() != null)
                .map(volume -> volume.getSecret() == null
                        ? "ConfigMap " + volume.getConfigMap().getName()
                        : "Secret " + volume.getSecret().getSecretName());
        return Stream.of(variables, settings, volumes).flatMap(references -> references);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void everyProbeAsksAPortThatItsContainerOpens(String overlay) throws Exception {
        for (PodTemplateSpec pod : Rendered.overlay(overlay).pods().values()) {
            for (Container container : pod.getSpec().getContainers()) {
                Stream.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe())
                        .filter(Objects::nonNull)
                        .map(Probe::getHttpGet)
                        .filter(Objects::nonNull)
                        .forEach(probe -> assertThat(container.getPorts())
                                .extracting(ContainerPort::getName)
                                .contains(probe.getPort().getStrVal()));
            }
        }
    }

    @Test
    void inDevelopmentKeycloakIsTheIssuerAndWritesTheResourceIntoTokens() throws Exception {
        Rendered rendered = Rendered.overlay("dev");
        var pod = rendered.server().getSpec().getTemplate();
        Map<String, String> server = rendered.environment(Rendered.container(pod, "server"));
        Map<String, String> keycloak = rendered.environment(Rendered.container(pod, "keycloak"));

        assertThat(server.get("SCOPED_GATE_ISSUER")).isEqualTo(keycloak.get("KC_HOSTNAME") + "/realms/notes");
        assertThat(server.get("SCOPED_GATE_RESOURCE")).isEqualTo(keycloak.get("SCOPED_GATE_RESOURCE"));
        // the one with which the realm is tested: src/test/walk/keycloak
        String version = Rendered.container(pod, "keycloak").getImage().replaceFirst(".*:", "");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<keycloak.version>" + version + "</keycloak.version>");
    }

    @Test
    void theRouteLeadsToTheServiceForTheHostOfTheResource() throws Exception {
        Rendered rendered = Rendered.overlay("prod");
        HTTPRoute route = rendered.the(HTTPRoute.class, "scoped-notes"::equals);
        Service service = rendered.the(Service.class, "scoped-notes"::equals);
        Container server = Rendered.container(rendered.server().getSpec().getTemplate(), "server");

        assertThat(rendered.environment(server).get("SCOPED_GATE_RESOURCE"))
                .isEqualTo("https://" + route.getSpec().getHostnames().get(0) + "/mcp");
        var backend = route.getSpec().getRules().get(0).getBackendRefs().get(0);
        assertThat(backend.getName()).isEqualTo(service.getMetadata().getName());
        assertThat(service.getSpec().getPorts())
                .extracting(ServicePort::getPort)
                .containsExactly(backend.getPort());
    }

    @Test
    void theMonitorFindsTheServersPortForMetrics() throws Exception {
        Rendered rendered = Rendered.overlay("prod");
        PodMonitor monitor = rendered.the(PodMonitor.class, "scoped-notes"::equals);
        PodTemplateSpec server = rendered.server().getSpec().getTemplate();

        assertThat(rendered.selectedBy(monitor.getSpec().getSelector())).containsExactly(server);
        assertThat(monitor.getSpec().getPodMetricsEndpoints())
                .singleElement()
                .satisfies(endpoint -> assertThat(Rendered.listens(server, new IntOrString(endpoint.getPort())))
                        .isTrue());
    }
}
