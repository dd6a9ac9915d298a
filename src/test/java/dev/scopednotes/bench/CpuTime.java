package dev.scopednotes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU time of a process: in nanoseconds where Linux tells that of its threads, otherwise as the JDK knows it. In
 * nanoseconds it is without the threads of the JIT compiler, whose work is the start's and not a call's.
 */
final class CpuTime {

    private CpuTime() {}

    static Duration of(ProcessHandle process) throws IOException {
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.exists(threads.resolve(Long.toString(process.pid())).resolve("schedstat"))) {
            // in hundredths of a second: a twentieth of a round
            return process.info().totalCpuDuration().orElseThrow();
        }
        try (Stream<Path> each = Files.list(threads)) {
            List<Path> all = each.toList();
            long nanos = 0;
            for (Path thread : all) {
                nanos += onCpu(thread);
            }
            return Duration.ofNanos(nanos);
        }
    }

    /** The first of three numbers; excludes threads that have just ended, which those that serve do not. */
    private static long onCpu(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("comm")).contains("CompilerThre")
                    ? 0
                    : Long.parseLong(
                            Files.readString(thread.resolve("schedstat")).split(" ")[0]);
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            return 0;
        }
    }
}
