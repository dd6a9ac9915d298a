/** The manifests of k8s/, rendered by kubectl and read strictly; needs kubectl and promtool, so not part of {@code verify}: src/test/walk/k8s. */
package dev.scopednotes.k8s;
