package com.acme.weather;

import dev.scopedgate.gate.Scoped;
import dev.scopedgate.oauth.AccessToken;
import io.quarkiverse.mcp.server.Prompt;
import io.quarkiverse.mcp.server.PromptMessage;
import io.quarkiverse.mcp.server.Resource;
import io.quarkiverse.mcp.server.TextResourceContents;
import io.quarkiverse.mcp.server.Tool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

class WeatherTools {

    private static final Map<String, String> FORECASTS = new ConcurrentHashMap<>(Map.of("Zurich", "fog"));

    @Inject
    Instance<AccessToken> token;

    @Scoped("weather:read")
    @Tool(description = "The forecast for a city.", annotations = @Tool.Annotations(readOnlyHint = true))
    String forecast(String city) {
        return FORECASTS.getOrDefault(city, "unknown");
    }

    @Scoped("weather:write")
    @Tool(description = "Changes the forecast for a city.")
    String correct(String city, String forecast) {
        FORECASTS.put(city, forecast);
        return forecast + " by " + token.get().subject();
    }

    @Scoped("weather:read")
    @Resource(uri = "weather://cities", description = "The cities with a forecast.")
    TextResourceContents cities() {
        return TextResourceContents.create("weather://cities", String.join(", ", FORECASTS.keySet()));
    }

    @Scoped("weather:read")
    @Prompt(description = "Asks for advice about a city's weather.")
    PromptMessage advice(String city) {
        return PromptMessage.withUserRole("What shall I wear in " + city + "?");
    }
}
