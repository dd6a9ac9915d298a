package dev.scopednotes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The cost of a call compared with another: warmed up, in alternating rounds, so that other load affects both alike.
 */
record Comparison(
        String call,
        String against,
        List<Double> micros,
        List<Double> againstMicros,
        List<Double> ratios,
        String target) {

    /** How often each is called. */
    record Size(int warmUp, int rounds, int callsOfARound) {
        int calls() {
            return warmUp + rounds * callsOfARound;
        }
    }

    static Comparison of(String call, Load load, String against, Load other, Size size, String target)
            throws Exception {
        if (size.warmUp > 0) {
            load.microsPerCall(size.warmUp);
            other.microsPerCall(size.warmUp);
        }
        List<Double> ratios = new ArrayList<>();
        List<Double> micros = new ArrayList<>();
        List<Double> otherMicros = new ArrayList<>();
        for (int round = 0; round < size.rounds; round++) {
            micros.add(load.microsPerCall(size.callsOfARound));
            otherMicros.add(other.microsPerCall(size.callsOfARound));
            ratios.add(micros.get(round) / otherMicros.get(round));
        }
        return new Comparison(call, against, micros, otherMicros, ratios, target);
    }

    /** The rounds of the same comparison over several launches, so that one lucky compilation does not decide. */
    static Comparison pooled(List<Comparison> launches) {
        Comparison first = launches.get(0);
        return new Comparison(
                first.call,
                first.against,
                pool(launches, Comparison::micros),
                pool(launches, Comparison::againstMicros),
                pool(launches, Comparison::ratios),
                first.target);
    }

    private static List<Double> pool(List<Comparison> launches, Function<Comparison, List<Double>> values) {
        return launches.stream()
                .flatMap(launch -> values.apply(launch).stream())
                .toList();
    }

    static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
