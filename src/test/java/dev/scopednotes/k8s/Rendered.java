package dev.scopednotes.k8s;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorRequirement;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** An overlay as {@code kubectl kustomize} renders it, read strictly; src/test/walk/k8s/run writes it. */
record Rendered(String overlay, List<HasMetadata> objects) {

    static Rendered overlay(String overlay) throws IOException {
        return new Rendered(overlay, StrictYaml.read(text(overlay)));
    }

    static String text(String overlay) throws IOException {
        return Files.readString(Path.of("target", "k8s", overlay + ".yaml"));
    }

    <T extends HasMetadata> List<T> all(Class<T> kind) {
        return objects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <T extends HasMetadata> T the(Class<T> kind, Predicate<String> name) {
        List<T> found = all(kind).stream()
                .filter(object -> name.test(object.getMetadata().getName()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalStateException(found.size() + " of kind " + kind.getSimpleName() + " in " + overlay);
        }
        return found.get(0);
    }

    Deployment server() {
        return the(Deployment.class, "scoped-notes"::equals);
    }

    /** The objects that create pods, by kind and name. */
    Map<String, PodTemplateSpec> pods() {
        Map<String, PodTemplateSpec> pods = new LinkedHashMap<>();
        all(Deployment.class).forEach(o -> pods.put(name(o), o.getSpec().getTemplate()));
        all(StatefulSet.class).forEach(o -> pods.put(name(o), o.getSpec().getTemplate()));
        all(Job.class).forEach(o -> pods.put(name(o), o.getSpec().getTemplate()));
        return pods;
    }

    /** The pods that CloudNativePG creates for the cluster of the prod overlay, which no object of it contains. */
    List<PodTemplateSpec> databasePods() {
        if (!overlay.equals("prod")) {
            return List.of();
        }
        return List.of(new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(Map.of("cnpg.io/cluster", "notes-db", "cnpg.io/podRole", "instance"))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("postgres")
                .addNewPort()
                .withName("postgresql")
                .withContainerPort(5432)
                .endPort()
                .addNewPort()
                .withName("status")
                .withContainerPort(8000)
                .endPort()
                .endContainer()
                .endSpec()
                .build());
    }

    /** The pods that a selector in the same namespace finds. */
    List<PodTemplateSpec> selectedBy(LabelSelector selector) {
        return Stream.concat(pods().values().stream(), databasePods().stream())
                .filter(pod -> matches(selector, pod.getMetadata().getLabels()))
                .toList();
    }

    private static boolean matches(LabelSelector selector, Map<String, String> labels) {
        Map<String, String> required = selector.getMatchLabels() == null ? Map.of() : selector.getMatchLabels();
        return labels.entrySet().containsAll(required.entrySet())
                && selector.getMatchExpressions().stream().allMatch(expression -> matches(expression, labels));
    }

    private static boolean matches(LabelSelectorRequirement expression, Map<String, String> labels) {
        if (!expression.getOperator().equals("DoesNotExist")) {
            throw new IllegalArgumentException("not known here: " + expression.getOperator());
        }
        return !labels.containsKey(expression.getKey());
    }

    static Container container(PodTemplateSpec pod, String name) {
        return pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /**
     * The environment of a container as the kubelet makes it: whole ConfigMaps, then single values; of Secrets {@code
     * secret:name/key}.
     */
    Map<String, String> environment(Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .getEnvFrom()
                .forEach(from -> environment.putAll(
                        the(ConfigMap.class, from.getConfigMapRef().getName()::equals)
                                .getData()));
        container.getEnv().forEach(variable -> environment.put(variable.getName(), value(variable)));
        return environment;
    }

    private String value(EnvVar variable) {
        if (variable.getValueFrom() == null) {
            return variable.getValue();
        }
        var secret = variable.getValueFrom().getSecretKeyRef();
        if (secret != null) {
            return "secret:" + secret.getName() + "/" + secret.getKey();
        }
        var reference = variable.getValueFrom().getConfigMapKeyRef();
        return the(ConfigMap.class, reference.getName()::equals).getData().get(reference.getKey());
    }

    /** Whether a container of that pod opens that port, by name or number. */
    static boolean listens(PodTemplateSpec pod, IntOrString port) {
        return pod.getSpec().getContainers().stream()
                .flatMap(container -> container.getPorts().stream())
                .anyMatch(open -> Objects.equals(port.getValue(), open.getName())
                        || Objects.equals(port.getValue(), open.getContainerPort()));
    }

    static String name(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getName();
    }
}
