package dev.scopednotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The instructions of one of src/main/docker. */
record Dockerfile(List<Instruction> instructions) {

    record Instruction(String name, String arguments) {}

    static Dockerfile of(String file) throws IOException {
        String text = Files.readString(Path.of("src/main/docker", file))
                .replaceAll("(?m)^\\s*#.*\n", "")
                .replace("\\\n", " ");
        return new Dockerfile(text.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.strip().split("\\s+", 2))
                .map(parts -> new Instruction(parts[0], parts[1].strip()))
                .toList());
    }

    Stream<String> all(String name) {
        return instructions.stream().filter(i -> i.name().equals(name)).map(Instruction::arguments);
    }

    /** The last stage, which becomes the image. */
    List<Instruction> image() {
        int stage = instructions.stream().map(Instruction::name).toList().lastIndexOf("FROM");
        return instructions.subList(stage, instructions.size());
    }

    /** The arguments of the last instruction of that name in the last stage. */
    String ofImage(String name) {
        return last(image(), name);
    }

    static String last(List<Instruction> instructions, String name) {
        return instructions.stream()
                .filter(i -> i.name().equals(name))
                .map(Instruction::arguments)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The instructions before the one that runs Maven, and that one. */
    List<Instruction> upToMaven() {
        List<Instruction> maven = instructions.stream()
                .filter(i -> i.name().equals("RUN") && i.arguments().contains("./mvnw "))
                .toList();
        assertThat(maven).hasSize(1);
        return instructions.subList(0, instructions.indexOf(maven.get(0)) + 1);
    }
}
