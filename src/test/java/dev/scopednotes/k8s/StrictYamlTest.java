package dev.scopednotes.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrictYamlTest {

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: a
            spec:
              replicas: 2
              strategy:
                rollingUpdate:
                  maxUnavailable: 0
              template:
                spec:
                  containers:
                    - name: server
                      env:
                        - name: A
                          value: "1"
                      resources:
                        requests:
                          cpu: 250m
            """;

    @Test
    void readsKnownFields() throws Exception {
        assertThat(StrictYaml.read(DEPLOYMENT + "---\n" + DEPLOYMENT))
                .hasSize(2)
                .allSatisfy(object -> assertThat(((Deployment) object).getSpec().getReplicas())
                        .isEqualTo(2));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @CsvSource({
        "replicas: 2, replica: 2",
        "replicas: 2, replicas: two",
        "kind: Deployment, kind: Deploymnet",
        "apiVersion: apps/v1, apiVersion: apps/v1beta1",
        "maxUnavailable: 0, maxUnavailble: 0",
        "name: server, nmae: server",
        "value: \"1\", value: 1",
        "value: \"1\", value: true",
        "requests:, request:"
    })
    void refusesUnknownFields(String right, String wrong) {
        assertThat(DEPLOYMENT).contains(right);
        assertThatThrownBy(() -> StrictYaml.read(DEPLOYMENT.replace(right, wrong)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
