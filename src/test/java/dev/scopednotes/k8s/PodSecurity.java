package dev.scopednotes.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a pod lacks for the level {@code restricted} (Kubernetes, Pod Security Standards); empty when a namespace that enforces it admits the pod. */
final class PodSecurity {

    private final PodSpec pod;
    private final PodSecurityContext context;
    private final List<String> violations = new ArrayList<>();

    private PodSecurity(PodSpec pod) {
        this.pod = pod;
        this.context = Optional.ofNullable(pod.getSecurityContext()).orElseGet(PodSecurityContext::new);
    }

    static List<String> violations(PodSpec pod) {
        var check = new PodSecurity(pod);
        check.pod();
        containers(pod).forEach(check::container);
        return check.violations;
    }

    static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private void pod() {
        require(!Boolean.TRUE.equals(pod.getHostNetwork()), "hostNetwork");
        require(!Boolean.TRUE.equals(pod.getHostPID()), "hostPID");
        require(!Boolean.TRUE.equals(pod.getHostIPC()), "hostIPC");
        require(context.getSysctls().isEmpty(), "sysctls");
        require(context.getSeLinuxOptions() == null, "seLinuxOptions");
        pod.getVolumes().forEach(volume -> require(isAllowed(volume), "volume " + volume.getName()));
    }

    private static boolean isAllowed(Volume volume) {
        return Stream.of(
                        volume.getConfigMap(),
                        volume.getSecret(),
                        volume.getEmptyDir(),
                        volume.getProjected(),
                        volume.getPersistentVolumeClaim(),
                        volume.getDownwardAPI(),
                        volume.getEphemeral(),
                        volume.getCsi())
                .anyMatch(Objects::nonNull);
    }

    private void container(Container container) {
        String name = container.getName() + ": ";
        SecurityContext own =
                Optional.ofNullable(container.getSecurityContext()).orElseGet(SecurityContext::new);
        require(!Boolean.TRUE.equals(own.getPrivileged()), name + "privileged");
        require(Boolean.FALSE.equals(own.getAllowPrivilegeEscalation()), name + "allowPrivilegeEscalation");
        require(own.getProcMount() == null || own.getProcMount().equals("Default"), name + "procMount");
        require(own.getSeLinuxOptions() == null, name + "seLinuxOptions");
        require(drops(own), name + "capabilities");
        require(
                Boolean.TRUE.equals(either(own, SecurityContext::getRunAsNonRoot, context.getRunAsNonRoot())),
                name + "runAsNonRoot");
        Long user = either(own, SecurityContext::getRunAsUser, context.getRunAsUser());
        // an image whose user is a name needs a number, or the kubelet cannot tell that it is not root
        require(user != null && user > 0, name + "runAsUser");
        SeccompProfile seccomp = either(own, SecurityContext::getSeccompProfile, context.getSeccompProfile());
        require(
                seccomp != null && List.of("RuntimeDefault", "Localhost").contains(seccomp.getType()),
                name + "seccomp");
        container
                .getPorts()
                .forEach(port -> require(port.getHostPort() == null || port.getHostPort() == 0, name + "hostPort"));
    }

    private static boolean drops(SecurityContext own) {
        return own.getCapabilities() != null
                && own.getCapabilities().getDrop().contains("ALL")
                && List.of("NET_BIND_SERVICE").containsAll(own.getCapabilities().getAdd());
    }

    private static <T> T either(SecurityContext own, Function<SecurityContext, T> field, T ofThePod) {
        return Optional.ofNullable(field.apply(own)).orElse(ofThePod);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            violations.add(what);
        }
    }
}
