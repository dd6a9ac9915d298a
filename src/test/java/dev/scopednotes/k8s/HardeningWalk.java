package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No pod has more rights than its work needs, and no secret is in a manifest. */
class HardeningWalk {

    /** Not part of this project: Keycloak builds itself into its own directory when it starts. */
    private static final Set<String> WRITES_INTO_ITS_IMAGE = Set.of("keycloak");

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theNamespaceEnforcesRestrictedAndEveryPodIsAdmitted(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        assertThat(rendered.the(Namespace.class, "scoped-notes"::equals)
                        .getMetadata()
                        .getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(rendered.pods())
                .hasSize(2)
                .allSatisfy((name, pod) -> assertThat(PodSecurity.violations(pod.getSpec()))
                        .as(name)
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void noPodHoldsATokenForKubernetes(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        ServiceAccount account = rendered.the(ServiceAccount.class, "scoped-notes"::equals);
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(rendered.pods()).allSatisfy((name, pod) -> {
            assertThat(pod.getSpec().getServiceAccountName())
                    .isEqualTo(account.getMetadata().getName());
            assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
            // they would show every Service of the namespace to the process
            assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void noContainerWritesIntoItsImageAndWhatItWritesIsBounded(String overlay) throws Exception {
        for (PodTemplateSpec pod : Rendered.overlay(overlay).pods().values()) {
            PodSecurity.containers(pod.getSpec())
                    .filter(container -> !WRITES_INTO_ITS_IMAGE.contains(container.getName()))
                    .forEach(container -> assertThat(
                                    container.getSecurityContext().getReadOnlyRootFilesystem())
                            .as(container.getName())
                            .isTrue());
            assertThat(pod.getSpec().getVolumes().stream()
                            .map(Volume::getEmptyDir)
                            .filter(Objects::nonNull))
                    .isNotEmpty()
                    .allSatisfy(
                            directory -> assertThat(directory.getSizeLimit()).isNotNull());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void memoryIsBoundedAndCpuIsNot(String overlay) throws Exception {
        for (PodTemplateSpec pod : Rendered.overlay(overlay).pods().values()) {
            for (Container container : pod.getSpec().getContainers()) {
                Map<String, Quantity> requests = container.getResources().getRequests();
                assertThat(requests).as(container.getName()).containsKeys("cpu", "memory");
                assertThat(container.getResources().getLimits())
                        .as(container.getName())
                        .isEqualTo(Map.of("memory", requests.get("memory")));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void noPasswordIsWrittenDown(String overlay) throws Exception {
        for (PodTemplateSpec pod : Rendered.overlay(overlay).pods().values()) {
            List<String> written = pod.getSpec().getContainers().stream()
                    .flatMap(container -> container.getEnv().stream())
                    .filter(variable -> variable.getName().matches(".*(PASSWORD|SECRET|TOKEN|USERNAME).*"))
                    .filter(variable -> variable.getValueFrom() == null
                            || variable.getValueFrom().getSecretKeyRef() == null)
                    .map(variable -> variable.getName())
                    .toList();
            assertThat(written).isEmpty();
            assertThat(secrets(pod.getSpec())).isNotEmpty();
        }
    }

    private static String decoded(String base64) {
        return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static List<String> secrets(PodSpec pod) {
        return pod.getContainers().stream()
                .flatMap(container -> container.getEnv().stream())
                .filter(variable -> variable.getValueFrom() != null)
                .map(variable -> variable.getValueFrom().getSecretKeyRef())
                .filter(Objects::nonNull)
                .map(reference -> reference.getName())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prod", "prod-unfilled"})
    void noSecretIsInAProductionManifest(String overlay) throws Exception {
        assertThat(Rendered.overlay(overlay).all(Secret.class)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = "dev")
    void theSecretsOfDevelopmentSayWhatTheyAre(String overlay) throws Exception {
        List<Secret> secrets = Rendered.overlay(overlay).all(Secret.class);
        assertThat(secrets).hasSize(3);
        assertThat(secrets.stream()
                        .flatMap(secret -> Stream.ofNullable(secret.getData().get("password"))))
                // for-development-only
                .containsExactly("Zm9yLWRldmVsb3BtZW50LW9ubHk=", "Zm9yLWRldmVsb3BtZW50LW9ubHk=");
        assertThat(secrets.stream()
                        .flatMap(secret -> Stream.ofNullable(secret.getData().get("state-key"))))
                .singleElement(InstanceOfAssertFactories.STRING)
                .satisfies(key -> assertThat(decoded(decoded(key))).startsWith("for development only"));
    }

    @ParameterizedTest
    @ValueSource(strings = "prod")
    void theReplicasDoNotKnowTheOwnerOfTheTables(String overlay) throws Exception {
        Rendered rendered = Rendered.overlay(overlay);
        assertThat(secrets(rendered.server().getSpec().getTemplate().getSpec()))
                .containsOnly("scoped-notes-database", "scoped-notes-state");
    }
}
