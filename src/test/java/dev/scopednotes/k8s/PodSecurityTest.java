package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodSecurityTest {

    private static final String RESTRICTED = """
            apiVersion: apps/v1
            kind: Deployment
            spec:
              template:
                spec:
                  hostNetwork: false
                  hostPID: false
                  hostIPC: false
                  securityContext:
                    runAsNonRoot: true
                    runAsUser: 10001
                    seccompProfile: {type: RuntimeDefault}
                  containers:
                    - name: c
                      ports: [{containerPort: 1}]
                      securityContext:
                        privileged: false
                        allowPrivilegeEscalation: false
                        capabilities: {drop: [ALL]}
                  volumes:
                    - name: v
                      emptyDir: {}
            """;

    private static PodSpec pod(String manifest) throws Exception {
        Deployment deployment = (Deployment) StrictYaml.read(manifest).get(0);
        return deployment.getSpec().getTemplate().getSpec();
    }

    @Test
    void admitsARestrictedPod() throws Exception {
        assertThat(PodSecurity.violations(pod(RESTRICTED))).isEmpty();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hostNetwork: false|hostNetwork: true|hostNetwork",
                "hostPID: false|hostPID: true|hostPID",
                "hostIPC: false|hostIPC: true|hostIPC",
                "runAsNonRoot: true|runAsNonRoot: false|c: runAsNonRoot",
                "runAsUser: 10001|runAsUser: 0|c: runAsUser",
                "type: RuntimeDefault|type: Unconfined|c: seccomp",
                "seccompProfile: {type: RuntimeDefault}|fsGroup: 1|c: seccomp",
                "privileged: false|privileged: true|c: privileged",
                "allowPrivilegeEscalation: false|readOnlyRootFilesystem: true|c: allowPrivilegeEscalation",
                "drop: [ALL]|drop: [CHOWN]|c: capabilities",
                "drop: [ALL]|drop: [ALL], add: [SYS_ADMIN]|c: capabilities",
                "allowPrivilegeEscalation: false|allowPrivilegeEscalation: false, procMount: Unmasked|c: procMount",
                "containerPort: 1|containerPort: 1, hostPort: 1|c: hostPort",
                "emptyDir: {}|hostPath: {path: /}|volume v"
            })
    void namesWhatAnyOtherPodLacks(String right, String wrong, String violation) throws Exception {
        String manifest = RESTRICTED.replace(right, wrong.replace(", procMount", "\n            procMount"));
        assertThat(manifest).isNotEqualTo(RESTRICTED);
        assertThat(PodSecurity.violations(pod(manifest))).containsExactly(violation);
    }
}
