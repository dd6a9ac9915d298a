package dev.scopednotes.bench;

import com.sun.net.httpserver.HttpServer;
import dev.scopedgate.testsupport.ProofForge;
import dev.scopedgate.testsupport.SigningKeys;
import dev.scopedgate.testsupport.TokenForge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** The issuer of the benchmark's tokens, with one key for each algorithm, and the server of its keys. */
final class BenchmarkIssuer implements AutoCloseable {

    private static final int LIFETIME_SECONDS = 3600;

    /** The signature algorithms that are measured. */
    enum Algorithm {
        RS256,
        ES256,
        EdDSA
    }

    private final PublicJsonWebKey edwards;
    private final HttpServer keys;

    BenchmarkIssuer() throws IOException, JoseException {
        edwards = OkpJwkGenerator.generateJwk(OctetKeyPairJsonWebKey.SUBTYPE_ED25519);
        edwards.setKeyId("okp-1");
        byte[] jwks = Stream.of(Algorithm.values())
                .map(algorithm -> key(algorithm).toJson(OutputControlLevel.PUBLIC_ONLY))
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, jwks.length);
            exchange.getResponseBody().write(jwks);
            exchange.close();
        });
        keys.start();
    }

    String jwksUri() {
        return "http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks";
    }

    /** A token with the scope of the measured tools, each different. */
    String token(Algorithm algorithm) {
        return TokenForge.token(ToolSources.SCOPE)
                .time("exp", LIFETIME_SECONDS)
                .signedBy(key(algorithm), algorithm.name())
                .sign();
    }

    /** Calls of one tool with so many tokens. */
    List<Request> calls(int tokens) {
        return IntStream.range(0, tokens)
                .parallel()
                .mapToObj(i -> Request.call(ToolSources.ECHO, token(Algorithm.RS256), 200))
                .toList();
    }

    /** Calls of one tool with one token that is bound to a key, and with so many proofs of it. */
    List<Request> provedCalls(int proofs) throws JoseException {
        PublicJsonWebKey client = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        String token = ProofForge.boundToken(client, ToolSources.SCOPE)
                .time("exp", LIFETIME_SECONDS)
                .sign();
        return IntStream.range(0, proofs)
                .parallel()
                .mapToObj(i -> Request.provedCall(
                        ToolSources.ECHO,
                        token,
                        ProofForge.proof(client, "POST", "/mcp", token).sign()))
                .toList();
    }

    private PublicJsonWebKey key(Algorithm algorithm) {
        return switch (algorithm) {
            case RS256 -> SigningKeys.rsa();
            case ES256 -> SigningKeys.ec();
            case EdDSA -> edwards;
        };
    }

    @Override
    public void close() {
        keys.stop(0);
    }
}
