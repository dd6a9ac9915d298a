package dev.scopedgate.dev.idp.client;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The registered clients, bounded in number: the oldest is removed to make room (RFC 7591 §5). */
public final class RegisteredClients {

    private static final int MOST = 1000;

    private final Map<String, Client> byId = new LinkedHashMap<>();

    private RegisteredClients() {}

    public static RegisteredClients none() {
        return new RegisteredClients();
    }

    public void add(Client client) {
        if (byId.size() >= MOST) {
            byId.remove(byId.keySet().iterator().next());
        }
        byId.put(client.id(), client);
    }

    public Optional<Client> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public JsonObject toJson() {
        var json = new JsonObject();
        byId.forEach((id, client) -> json.put(id, client.toJson()));
        return json;
    }

    public static RegisteredClients fromJson(JsonObject json) {
        var clients = none();
        json.fieldNames().forEach(id -> clients.add(Client.fromJson(id, json.getJsonObject(id))));
        return clients;
    }
}
