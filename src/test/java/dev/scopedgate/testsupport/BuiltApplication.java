package dev.scopedgate.testsupport;

import io.quarkus.bootstrap.app.AugmentAction;
import io.quarkus.bootstrap.app.CuratedApplication;
import io.quarkus.bootstrap.app.QuarkusBootstrap;
import io.quarkus.bootstrap.app.StartupAction;
import io.quarkus.bootstrap.model.ApplicationModel;
import io.quarkus.bootstrap.model.ApplicationModelBuilder;
import io.quarkus.maven.dependency.DependencyFlags;
import io.quarkus.maven.dependency.ResolvedDependency;
import io.quarkus.maven.dependency.ResolvedDependencyBuilder;
import io.quarkus.paths.PathList;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Builds and starts an application of a few classes with Quarkus, in this process and in a directory of its own. */
public final class BuiltApplication {

    private static final Path OURS = Path.of("target", "classes").toAbsolutePath();

    private static ApplicationModel ours;

    private final Path folder;

    public BuiltApplication(Path folder) {
        this.folder = folder;
    }

    /** Compiles one class of the package {@code added}. */
    public void compile(String name, String source) throws IOException {
        Path file = Files.createDirectories(folder.resolve("classes/added")).resolve(name + ".java");
        Files.writeString(file, source);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        int result = compiler.run(
                null,
                null,
                null,
                "-proc:none",
                "-parameters",
                "-classpath",
                System.getProperty("java.class.path") + File.pathSeparator + folder.resolve("classes"),
                "-d",
                folder.resolve("classes").toString(),
                file.toString());
        if (result != 0) {
            throw new IllegalArgumentException(source);
        }
    }

    /** Builds this application with the compiled classes added. */
    public void buildTogether(Map<String, String> settings) throws Exception {
        together(settings, AugmentAction::createInitialRuntimeApplication);
    }

    /** The same, and starts it; stops it at once if the start succeeds. */
    public void startTogether(Map<String, String> settings) throws Exception {
        together(settings, BuiltApplication::runOnce);
    }

    private void together(Map<String, String> settings, Step step) throws Exception {
        run(bootstrap(settings).setApplicationRoot(PathList.from(roots())).setExistingModel(ours()), step);
    }

    private List<Path> roots() {
        Path classes = folder.resolve("classes");
        return Files.exists(classes) ? List.of(OURS, classes) : List.of(OURS);
    }

    /**
     * Builds an application of the compiled classes alone, which depends on a jar of the selected classes of this
     * project.
     */
    public void buildDependent(Predicate<String> kept, Map<String, String> settings) throws Exception {
        Path jar = jar(kept);
        ApplicationModel model = dependent(jar);
        run(
                bootstrap(settings)
                        .setApplicationRoot(PathList.of(folder.resolve("classes")))
                        .setExistingModel(model),
                AugmentAction::createInitialRuntimeApplication);
    }

    private ApplicationModel dependent(Path jar) throws Exception {
        ApplicationModelBuilder model = new ApplicationModelBuilder();
        ApplicationModel ours = ours();
        model.setAppArtifact(ResolvedDependencyBuilder.newInstance()
                .setGroupId("added")
                .setArtifactId("added")
                .setVersion("1")
                .setResolvedPath(folder.resolve("classes")));
        List<ResolvedDependencyBuilder> all = new ArrayList<>();
        for (ResolvedDependency dependency : ours.getDependencies()) {
            all.add(ResolvedDependencyBuilder.newInstance()
                    .setCoords(dependency)
                    .setResolvedPaths(dependency.getResolvedPaths())
                    .setFlags(dependency.getFlags()));
        }
        all.add(ResolvedDependencyBuilder.newInstance()
                .setGroupId("dev.scopednotes")
                .setArtifactId("as-a-library")
                .setVersion("1")
                .setResolvedPath(jar)
                .setFlags(DependencyFlags.RUNTIME_CP | DependencyFlags.DEPLOYMENT_CP | DependencyFlags.DIRECT));
        ours.getExtensionCapabilities().forEach(model::addExtensionCapabilities);
        model.addDependencies(all)
                .addParentFirstArtifacts(List.copyOf(ours.getParentFirst()))
                .addRunnerParentFirstArtifacts(List.copyOf(ours.getRunnerParentFirst()))
                .addLesserPriorityArtifacts(List.copyOf(ours.getLowerPriorityArtifacts()))
                .setPlatformImports(ours.getPlatforms());
        ours.getRemovedResources().forEach(model::addRemovedResources);
        return model.build();
    }

    /** The same for all that is built in this process: resolved once. */
    private static synchronized ApplicationModel ours() throws Exception {
        if (ours == null) {
            try (CuratedApplication application = QuarkusBootstrap.builder()
                    .setProjectRoot(Path.of("").toAbsolutePath())
                    .setApplicationRoot(PathList.of(OURS))
                    .setMode(QuarkusBootstrap.Mode.TEST)
                    .setTest(true)
                    .build()
                    .bootstrap()) {
                ours = application.getApplicationModel();
            }
        }
        return ours;
    }

    private Path jar(Predicate<String> kept) throws IOException {
        Path jar = folder.resolve("as-a-library.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out);
                Stream<Path> files = Files.walk(OURS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = OURS.relativize(file).toString().replace('\\', '/');
                if (kept.test(name)) {
                    zip.putNextEntry(new ZipEntry(name));
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
        return jar;
    }

    private QuarkusBootstrap.Builder bootstrap(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        return QuarkusBootstrap.builder()
                .setProjectRoot(Path.of("").toAbsolutePath())
                .setTargetDirectory(folder)
                .setBuildSystemProperties(properties)
                .setRuntimeProperties(properties)
                .setMode(QuarkusBootstrap.Mode.TEST)
                .setTest(true);
    }

    /** What a test does with a built application. */
    @FunctionalInterface
    private interface Step {
        void take(AugmentAction application) throws Exception;
    }

    private static void run(QuarkusBootstrap.Builder bootstrap, Step step) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (CuratedApplication application = bootstrap.build().bootstrap()) {
            step.take(application.createAugmentor());
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void runOnce(AugmentAction application) throws Exception {
        StartupAction start = application.createInitialRuntimeApplication();
        Thread.currentThread().setContextClassLoader(start.getClassLoader());
        start.run().close();
    }
}
