package dev.scopedgate.oauth.bound;

import static dev.scopedgate.oauth.bound.Proof.require;

import dev.scopedgate.oauth.AccessToken;
import dev.scopedgate.oauth.FailedCheck;
import dev.scopedgate.oauth.Refusal.InvalidProof;
import dev.scopedgate.oauth.Refusal.NonceRequired;
import dev.scopedgate.oauth.Refusal.Unjudged;
import dev.scopedgate.oauth.RefusalReason;
import dev.scopedgate.oauth.RefusedException;
import dev.scopedgate.oauth.SignatureAlgorithms;
import dev.scopedgate.oauth.TokenHash;
import dev.scopedgate.oauth.signatures.Signatures;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Makes every check of a DPoP proof: the cheap ones before the signature, and the record against replays last (RFC 9449
 * §4.3, §7.1, §9, §11.1).
 */
final class ProofVerifier {

    private static final int MAX_JTI = 256;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Rules rules;
    private final Signatures signatures;
    private final TargetUri target;
    private final Optional<Nonces> nonces;
    private final SeenProofs seen;
    private final InstantSource clock;

    /** What the settings say of every proof. */
    record Rules(SignatureAlgorithms algorithms, Duration maxAge, Duration clockSkew) {
        /** The longest time from the making of a proof to the last moment at which it is accepted. */
        Duration acceptedFor() {
            return maxAge.plus(clockSkew);
        }
    }

    /** @param nonces if each proof must contain one */
    ProofVerifier(
            Rules rules,
            Signatures signatures,
            TargetUri target,
            Optional<Nonces> nonces,
            SeenProofs seen,
            InstantSource clock) {
        this.signatures = signatures;
        this.rules = rules;
        this.target = target;
        this.nonces = nonces;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * What a proof must be for.
     *
     * @param method of the request
     * @param path of the request, as it was sent
     * @param token the hash of the presented token
     */
    record Expected(String method, String path, TokenHash token, AccessToken verified) {}

    /**
     * The proof of these headers, with its claims and the thumbprint of its key checked; throws {@link RefusedException}.
     * Its key and signature are not.
     */
    Proof claimed(List<String> headers, Expected expected) {
        Proof proof = Proof.of(headers, rules.algorithms());
        require(
                expected.method().equals(proof.claims().get("htm")),
                "htm of the proof is not the method of the request");
        require(
                proof.claims().get("htu") instanceof String htu && target.matches(htu, expected.path()),
                "htu of the proof is not the URI of the request on the host of scoped-gate.resource");
        require(
                expected.token().toBase64Url().equals(proof.claims().get("ath")),
                "ath of the proof is not the hash of the token");
        require(
                proof.claims().get("jti") instanceof String jti && !jti.isEmpty() && jti.length() <= MAX_JTI,
                "jti of the proof is missing, or not a text of 1 to 256 characters");
        checkTime(proof);
        if (!expected.verified()
                .confirmation()
                .jkt()
                .equals(Optional.of(proof.key().thumbprint()))) {
            throw new RefusedException(FailedCheck.OTHER_KEY);
        }
        checkNonce(proof);
        return proof;
    }

    private void checkTime(Proof proof) {
        long now = clock.instant().getEpochSecond();
        long made = madeAt(proof);
        // iat equal to now plus the skew: accepted
        require(made <= now + rules.clockSkew().toSeconds(), "iat of the proof lies in the future");
        require(made >= now - rules.acceptedFor().toSeconds(), "iat of the proof is too old");
    }

    /** A number of seconds, whole or not (RFC 7519 §2). */
    private static long madeAt(Proof proof) {
        require(proof.claims().get("iat") instanceof Number, "iat of the proof is missing or not a number");
        return (long) Math.floor(((Number) proof.claims().get("iat")).doubleValue());
    }

    private void checkNonce(Proof proof) {
        nonces.filter(known -> ageOf(proof) == Nonces.Age.UNKNOWN).ifPresent(known -> {
            throw new RefusedException(new NonceRequired(known.make()));
        });
    }

    private Nonces.Age ageOf(Proof proof) {
        return nonces.isPresent() && proof.claims().get("nonce") instanceof String nonce
                ? nonces.get().age(nonce)
                : Nonces.Age.UNKNOWN;
    }

    /** Throws {@link RefusedException} unless the key has signed the proof and it has not been used before. */
    void verify(Proof proof, Expected expected) {
        require(
                signatures.isValid(
                        proof.compact(),
                        proof.signature(),
                        proof.alg(),
                        proof.key().publicKey(rules.algorithms())),
                "the signature of the proof does not verify");
        switch (seen.add(expected.verified(), (String) proof.claims().get("jti"), madeAt(proof))) {
            case NEW -> {}
            case SEEN ->
                throw new RefusedException(
                        new InvalidProof(RefusalReason.REPLAY, "the proof, or its jti, has been used before"));
            case FORGOTTEN -> throw Proof.refused("iat of the proof is too old for this server under its load");
            case FULL -> throw new RefusedException(new Unjudged(RefusalReason.TOO_MANY_PROOFS, SOON));
        }
    }

    /** A new nonce for the client, if the one of this proof will soon be too old. */
    Optional<String> nextNonce(Proof proof) {
        return nonces.filter(known -> ageOf(proof) == Nonces.Age.ENDING).map(Nonces::make);
    }
}
