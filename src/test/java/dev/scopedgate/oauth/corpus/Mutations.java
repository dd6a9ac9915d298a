package dev.scopedgate.oauth.corpus;

import dev.scopedgate.testsupport.CompactJws;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** Changes valid tokens at random by a seed: always to another string, whatever it decodes to. */
public final class Mutations {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/~";

    private static final List<String> MEMBERS = List.of(
            "\"alg\":\"none\",",
            "\"kid\":\"ec-1\",",
            "\"crit\":[],",
            "\"scope\":\"admin:notes\",",
            "\"x\":1,",
            " ",
            "\n");

    private static final List<BiFunction<Random, String, String>> KINDS = List.of(
            Mutations::flipBit,
            Mutations::replaceLetter,
            Mutations::insertLetter,
            Mutations::delete,
            Mutations::swap,
            Mutations::flipLastBits,
            Mutations::reencodeHeader,
            Mutations::reencodePayload,
            Mutations::bendSignature,
            Mutations::repeatPart);

    private final Random random;
    private final List<String> valid;

    public Mutations(long seed, List<String> valid) {
        this.random = new Random(seed);
        this.valid = List.copyOf(valid);
    }

    public String next() {
        while (true) {
            String token = valid.get(random.nextInt(valid.size()));
            String mutant = KINDS.get(random.nextInt(KINDS.size())).apply(random, token);
            if (random.nextInt(4) == 0) {
                mutant = KINDS.get(random.nextInt(KINDS.size() - 4)).apply(random, mutant);
            }
            if (!valid.contains(mutant)) {
                return mutant;
            }
        }
    }

    private static String flipBit(Random random, String token) {
        int at = random.nextInt(token.length());
        return splice(token, at, 1, String.valueOf((char) (token.charAt(at) ^ 1 << random.nextInt(8))));
    }

    private static String replaceLetter(Random random, String token) {
        return splice(token, random.nextInt(token.length()), 1, letter(random));
    }

    private static String insertLetter(Random random, String token) {
        return splice(token, random.nextInt(token.length() + 1), 0, letter(random));
    }

    private static String delete(Random random, String token) {
        int at = random.nextInt(token.length());
        return splice(token, at, Math.min(1 + random.nextInt(4), token.length() - at), "");
    }

    private static String swap(Random random, String token) {
        int at = random.nextInt(token.length() - 1);
        return splice(token, at, 2, "" + token.charAt(at + 1) + token.charAt(at));
    }

    /** The last letter of a part, where base64url has unused bits. */
    private static String flipLastBits(Random random, String token) {
        int dot = token.indexOf('.', random.nextInt(token.length()));
        int at = dot <= 0 ? token.length() - 1 : dot - 1;
        return splice(token, at, 1, letter(random));
    }

    private static String reencodeHeader(Random random, String token) {
        String[] part = token.split("\\.");
        return reencoded(random, part[0]) + "." + part[1] + "." + part[2];
    }

    private static String reencodePayload(Random random, String token) {
        String[] part = token.split("\\.");
        return part[0] + "." + reencoded(random, part[1]) + "." + part[2];
    }

    private static String reencoded(Random random, String part) {
        String json = new String(CompactJws.decode(part), StandardCharsets.UTF_8);
        boolean member = random.nextBoolean();
        int at = member ? 1 : 1 + random.nextInt(json.length() - 1);
        return CompactJws.encode(
                member
                        ? splice(json, at, 0, MEMBERS.get(random.nextInt(MEMBERS.size())))
                        : splice(json, at, 1, String.valueOf((char) (0x20 + random.nextInt(0x5f)))));
    }

    private static String bendSignature(Random random, String token) {
        byte[] signature = CompactJws.signatureOf(token);
        signature[random.nextInt(signature.length)] ^= (byte) (1 << random.nextInt(8));
        return CompactJws.withSignature(token, signature);
    }

    private static String repeatPart(Random random, String token) {
        String[] part = token.split("\\.");
        return splice(token, random.nextInt(token.length()), 0, part[random.nextInt(3)]);
    }

    private static String letter(Random random) {
        return LETTERS.substring(random.nextInt(LETTERS.length())).substring(0, 1);
    }

    private static String splice(String text, int at, int length, String instead) {
        return text.substring(0, at) + instead + text.substring(at + length);
    }
}
