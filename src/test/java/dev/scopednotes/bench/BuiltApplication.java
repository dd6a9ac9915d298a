package dev.scopednotes.bench;

import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.resolver.maven.BootstrapMavenException;
import io.quarkus.bootstrap.resolver.maven.workspace.LocalProject;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A production package with the measured tools: this application with them, or the MCP engine with only them. */
record BuiltApplication(Path runner) {

    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();

    /** The settings of the engine here, without those that protect it. */
    private static final List<String> OF_THE_ENGINE = List.of(
            "quarkus.mcp.",
            "quarkus.management.",
            "quarkus.micrometer.",
            "quarkus.datasource.",
            "quarkus.log.",
            "quarkus.otel.",
            "quarkus.shutdown.");

    private static final String UNPROTECTED = """
            quarkus.devservices.enabled=false
            quarkus.http.auth.proactive=false
            quarkus.smallrye-jwt.enabled=false
            quarkus.mcp.server.http.streamable.auto-init=true
            """;

    /** This application with that many more tools. */
    static BuiltApplication gated(Path directory, int tools) throws Exception {
        Path root = Files.createDirectories(directory.resolve("classes"));
        copyThisApplication(root);
        return build(directory, root, new ToolSources(true, tools));
    }

    /** The same tools on the same libraries and settings, without this library. */
    static BuiltApplication ungated(Path directory, int tools) throws Exception {
        Path root = Files.createDirectories(directory.resolve("classes"));
        List<String> written = new ArrayList<>(Files.readAllLines(CLASSES.resolve("application.properties")));
        written.addAll(Files.readAllLines(CLASSES.resolve("META-INF/microprofile-config.properties")));
        List<String> settings = written.stream()
                .filter(line -> OF_THE_ENGINE.stream().anyMatch(line::startsWith))
                .toList();
        Files.writeString(root.resolve("application.properties"), UNPROTECTED + String.join("\n", settings));
        return build(directory, root, new ToolSources(false, tools));
    }

    private static void copyThisApplication(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(BuiltApplication::isInThePackage)
                    .toList()) {
                Path copy = root.resolve(CLASSES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** Not what the build moves out of the production package: see pom.xml. */
    private static boolean isInThePackage(Path file) {
        Path inside = CLASSES.relativize(file);
        return !inside.startsWith(Path.of("dev", "scopedgate", "dev"))
                && !inside.startsWith(Path.of("dev", "scopednotes", "dev"))
                && !inside.endsWith("org.eclipse.microprofile.config.spi.ConfigSource");
    }

    private static BuiltApplication build(Path directory, Path root, ToolSources sources) throws Exception {
        compile(directory, root, sources);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (CuratedApplication application = QuarkusBootstrap.builder()
                .setProjectRoot(Path.of("").toAbsolutePath())
                .setTargetDirectory(directory)
                .setLocalProjectDiscovery(true)
                .setAppArtifact(artifact(root))
                .setMode(QuarkusBootstrap.Mode.PROD)
                .build()
                .bootstrap()) {
            return new BuiltApplication(application
                    .createAugmentor()
                    .createProductionApplication()
                    .getJar()
                    .getPath());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** This project's artifact with other classes, so that the package has only its dependencies. */
    private static ResolvedDependency artifact(Path classes) throws BootstrapMavenException {
        ResolvedDependency here =
                LocalProject.load(Path.of("").toAbsolutePath()).getAppArtifact();
        return ResolvedDependencyBuilder.newInstance()
                .setCoords(here)
                .setResolvedPath(classes)
                .build();
    }

    private static void compile(Path directory, Path root, ToolSources sources) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-proc:none", "-parameters", "-nowarn"));
        arguments.addAll(List.of(
                "-classpath",
                root + File.pathSeparator + System.getProperty("java.class.path"),
                "-d",
                root.toString()));
        Path package_ = Files.createDirectories(directory.resolve("added"));
        for (Map.Entry<String, String> source : sources.files().entrySet()) {
            arguments.add(Files.writeString(package_.resolve(source.getKey()), source.getValue())
                    .toString());
        }
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)) != 0) {
            throw new IllegalStateException("the measured tools do not compile");
        }
    }
}
