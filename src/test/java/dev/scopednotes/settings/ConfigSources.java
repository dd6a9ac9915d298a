package dev.scopednotes.settings;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What the JDK's compiler reads from the sources: which interfaces map settings, and the Javadoc of every method. */
final class ConfigSources extends TreePathScanner<Void, String> {

    private final List<String> mappings = new ArrayList<>();
    private final Map<String, DocCommentTree> javadoc = new HashMap<>();
    private final DocTrees trees;

    private ConfigSources(DocTrees trees) {
        this.trees = trees;
    }

    static ConfigSources read(Path directory) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
                Stream<Path> files = Files.walk(directory)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    null,
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(
                            files.filter(file -> file.toString().endsWith(".java"))
                                    .sorted()
                                    .toList()));
            ConfigSources sources = new ConfigSources(DocTrees.instance(task));
            for (CompilationUnitTree unit : task.parse()) {
                sources.scan(unit, unit.getPackageName() + ".");
            }
            return sources;
        }
    }

    /** The binary names of the interfaces with {@code @ConfigMapping}. */
    List<String> mappings() {
        return mappings;
    }

    /** The Javadoc of that method, or null; the class by its binary name. */
    DocCommentTree javadoc(String type, String method) {
        return javadoc.get(type + "#" + method);
    }

    @Override
    public Void visitClass(ClassTree type, String prefix) {
        String name = prefix + type.getSimpleName();
        if (type.getModifiers().getAnnotations().stream().anyMatch(ConfigSources::maps)) {
            mappings.add(name);
        }
        return super.visitClass(type, name + "$");
    }

    private static boolean maps(AnnotationTree annotation) {
        return annotation.getAnnotationType().toString().equals("ConfigMapping");
    }

    @Override
    public Void visitMethod(MethodTree method, String prefix) {
        DocCommentTree comment = trees.getDocCommentTree(getCurrentPath());
        if (comment != null) {
            javadoc.put(prefix.substring(0, prefix.length() - 1) + "#" + method.getName(), comment);
        }
        return null;
    }
}
