package dev.scopedgate.oauth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidToken;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.bearer.Start;
import dev.scopedgate.oauth.corpus.Mutations;
import dev.scopedgate.oauth.signatures.Signatures;
import dev.scopedgate.testsupport.IndependentSettings;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every change to a valid token makes it invalid, and it is refused quickly (RFC 7515 §5.2). */
@QuarkusTest
@TestProfile(IndependentSettings.class)
class MutatedTokenTest {

    /** Other mutations with {@code -Dmutations.seed=…}; a failure names it. */
    private static final long SEED = Long.getLong("mutations.seed", 20261123L);

    private static final int MUTATIONS = 100_000;
    private static final int OVER_HTTP = 1_000;
    private static final Duration SLOWEST = Duration.ofSeconds(5);
    private static final Pattern SENDABLE = Pattern.compile("[!-~]+");

    @Inject
    AccessTokenVerifier verifier;

    @TestHTTPResource("/whoami")
    URI whoami;

    @Inject
    Signatures signatures;

    private final Map<String, AtomicInteger> refusals = new ConcurrentHashMap<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();

    /** Which implementation verifies signatures. */
    boolean isOfTheJdk() {
        return false;
    }

    @BeforeEach
    void theLibraryIsLoaded() {
        await().atMost(1, TimeUnit.MINUTES).until(() -> signatures.areOfTheJdk() == isOfTheJdk());
    }

    private static List<String> valid() {
        return List.of(
                lasting().sign(),
                lasting().signedBy(SigningKeys.ec(), "ES256").sign(),
                lasting().signedBy(SigningKeys.ed25519(), "EdDSA").sign());
    }

    private static TokenForge lasting() {
        return TokenForge.token("notes:read").time("exp", 3600);
    }

    @Test
    void theVerifierRefusesItQuickly() {
        List<String> valid = valid();
        valid.forEach(this::accepted);
        Mutations mutations = new Mutations(SEED, valid);
        List<CompletableFuture<Void>> judged = new ArrayList<>();
        for (int i = 0; i < MUTATIONS; i++) {
            judged.add(judge(mutations.next()));
        }
        judged.forEach(CompletableFuture::join);

        assertThat(faults).as(origin(valid)).isEmpty();
        assertThat(refusals.values().stream().mapToInt(AtomicInteger::get).sum())
                .isEqualTo(MUTATIONS);
        // changed tokens reached each of these checks
        assertThat(refusals.get("the signature does not verify")).hasValueGreaterThan(MUTATIONS / 10);
        assertThat(refusals.get(FailedCheck.MALFORMED.detail())).hasValueGreaterThan(MUTATIONS / 10);
        assertThat(refusals).containsKeys("kid names no key of the issuer", "iss is not a trusted issuer");
        valid.forEach(this::accepted);
    }

    /** All that is needed to repeat a failure: tokens and keys are new in each run. */
    private static String origin(List<String> valid) {
        return "seed %d, mutants of %s, keys %s".formatted(SEED, valid, SigningKeys.jwks());
    }

    private void accepted(String token) {
        assertThat(verifier.verify(token, TokenHash.of(token), Start.waiting())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join()
                        .subject())
                .isEqualTo("ray");
    }

    private CompletableFuture<Void> judge(String mutant) {
        long begun = System.nanoTime();
        return verifier.verify(mutant, TokenHash.of(mutant), Start.waiting())
                .toCompletionStage()
                .toCompletableFuture()
                .handle((accepted, failure) -> {
                    if (failure instanceof RefusedException refused
                            && refused.refusal() instanceof InvalidToken invalid) {
                        refusals.computeIfAbsent(invalid.detail(), detail -> new AtomicInteger())
                                .incrementAndGet();
                    } else {
                        faults.add((failure == null ? "accepted: " : failure + ": ") + mutant);
                    }
                    if (System.nanoTime() - begun > SLOWEST.toNanos()) {
                        faults.add("slower than " + SLOWEST + ": " + mutant);
                    }
                    return null;
                });
    }

    @Test
    void isRefusedQuicklyOverHttp() {
        List<String> valid = valid();
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        assertThat(valid.stream().map(token -> status(client, token))).containsOnly(200);
        Mutations mutations = new Mutations(SEED + 1, valid);
        List<String> mutants = IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> mutations.next())
                .filter(SENDABLE.asMatchPredicate())
                .limit(OVER_HTTP)
                .toList();

        mutants.parallelStream().forEach(mutant -> {
            long begun = System.nanoTime();
            int status = status(client, mutant);
            if (status != 401) {
                faults.add(status + ": " + mutant);
            }
            if (System.nanoTime() - begun > SLOWEST.toNanos()) {
                faults.add("slower than " + SLOWEST + ": " + mutant);
            }
        });

        assertThat(mutants).hasSize(OVER_HTTP);
        assertThat(faults).as(origin(valid)).isEmpty();
    }

    private int status(HttpClient client, String token) {
        try {
            HttpResponse<String> response = client.sendAsync(
                            HttpRequest.newBuilder(whoami)
                                    .header("Authorization", "Bearer " + token)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .get(10, TimeUnit.SECONDS);
            // 401 for a token that was not verified would be wrong
            return response.statusCode() == 401 && !response.body().startsWith("{\"error\":\"invalid_token\"")
                    ? 0
                    : response.statusCode();
        } catch (Exception e) {
            throw new AssertionError("seed " + SEED, e);
        }
    }
}
