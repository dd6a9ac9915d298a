package dev.scopedgate.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/** Bodies similar to a valid envelope: the same seed makes the same body. */
final class EnvelopeMutations {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Random random;
    private final WeirdJson weird;
    private final JsonNode valid;

    private EnvelopeMutations(long seed, Function<Random, JsonNode> envelopes) {
        random = new Random(seed);
        valid = envelopes.apply(random);
        weird = new WeirdJson(random);
    }

    static byte[] body(long seed) {
        return new EnvelopeMutations(seed, Envelopes::any).make();
    }

    /** A body similar to a modern request. */
    static byte[] modern(long seed) {
        return new EnvelopeMutations(seed, Envelopes::modern).make();
    }

    private byte[] make() {
        JsonNode envelope = valid;
        int kind = random.nextInt(10);
        for (int i = kind == 0 || kind > 7 ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            envelope = mutated(envelope);
        }
        byte[] body = text(envelope).getBytes(StandardCharsets.UTF_8);
        for (int i = kind > 6 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
            body = mutated(body);
        }
        return body;
    }

    /** Sometimes escaped, and sometimes with a member twice. */
    private String text(JsonNode envelope) {
        String text = envelope.toString();
        if (random.nextInt(20) == 0 && envelope.isObject() && !envelope.isEmpty()) {
            String key = weird.any(new ArrayList<>(envelope.properties())).getKey();
            text = text.replaceFirst(
                    "\\{", "{" + NODES.textNode(key) + ":" + weird.value() + (random.nextBoolean() ? "," : ", "));
        }
        return random.nextInt(20) == 0 ? text.replace("a", "\\u0061") : text;
    }

    private JsonNode mutated(JsonNode root) {
        List<JsonNode> containers = new ArrayList<>();
        collect(root, containers);
        if (containers.isEmpty() || random.nextInt(40) == 0) {
            return random.nextBoolean() ? weird.value() : NODES.arrayNode().add(root);
        }
        JsonNode container = weird.any(containers);
        if (container instanceof ObjectNode object) {
            String key = object.isEmpty()
                    ? weird.key()
                    : weird.any(new ArrayList<>(object.properties())).getKey();
            switch (random.nextInt(6)) {
                case 0 -> object.remove(key);
                case 1 -> object.set(weird.key(), object.isEmpty() ? weird.value() : object.remove(key));
                case 2 -> object.set(key, weird.nested(object.path(key)));
                case 3 -> object.set(weird.key(), weird.value());
                default -> object.set(key, weird.value());
            }
        } else if (container instanceof ArrayNode array) {
            array.add(weird.value());
        }
        return root;
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    private byte[] mutated(byte[] body) {
        if (body.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(body.length);
        int to = at + random.nextInt(Math.min(20, body.length - at) + 1);
        byte[] slice = Arrays.copyOfRange(body, at, to);
        return switch (random.nextInt(7)) {
            case 0 -> spliced(body, at, at + 1, new byte[] {(byte) (body[at] ^ 1 << random.nextInt(8))});
            case 1 -> spliced(body, at, at, new byte[] {(byte) random.nextInt()});
            case 2 -> spliced(body, at, to, new byte[0]);
            case 3 -> Arrays.copyOf(body, at);
            case 4 -> spliced(body, to, to, slice);
            case 5 ->
                spliced(body, at, at, new byte[] {(byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
            default -> spliced(body, 0, 0, new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf});
        };
    }

    private static byte[] spliced(byte[] body, int from, int to, byte[] middle) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(body, 0, from);
        out.writeBytes(middle);
        out.write(body, to, body.length - to);
        return out.toByteArray();
    }
}
