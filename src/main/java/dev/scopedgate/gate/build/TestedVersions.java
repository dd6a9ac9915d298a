package dev.scopedgate.gate.build;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Messages;
import jakarta.enterprise.inject.build.compatible.spi.Validation;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Warns at build time of a version of Quarkus or of the MCP extension that the tests of the gate do not run with, and
 * fails the build with another major version: the gate relies on their internals.
 */
public final class TestedVersions implements BuildCompatibleExtension {

    /** A library that the application chooses, and the version that the tests run with; a test compares it. */
    record Tested(String group, String artifact, String version) {

        String name() {
            return group + ":" + artifact;
        }

        private String resource() {
            return "META-INF/maven/" + group + "/" + artifact + "/pom.properties";
        }
    }

    static final List<Tested> TESTED = List.of(
            new Tested("io.quarkus", "quarkus-core", "3.33.2"),
            new Tested("io.quarkiverse.mcp", "quarkus-mcp-server-core", "1.13.0"));

    @Validation
    public void compare(Messages messages) {
        for (Tested tested : TESTED) {
            String found = found(tested).orElse("unknown");
            if (isImpossible(tested, found)) {
                messages.error("scoped-gate does not work with " + said(tested, found));
            } else if (!tested.version().equals(found)) {
                messages.warn("scoped-gate is not tested with " + said(tested, found));
            }
        }
    }

    /** Whether that is another major version. */
    static boolean isImpossible(Tested tested, String found) {
        return found.matches("\\d+\\..*") && !major(found).equals(major(tested.version()));
    }

    private static String major(String version) {
        return version.substring(0, version.indexOf('.'));
    }

    private static String said(Tested tested, String found) {
        return tested.name() + " " + found + ": use " + tested.version()
                + ", or the version of scoped-gate that is for yours (src/main/docs/library.md, Versions)";
    }

    private static Optional<String> found(Tested tested) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try (InputStream written = loader.getResourceAsStream(tested.resource())) {
            Properties properties = new Properties();
            if (written != null) {
                properties.load(written);
            }
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
