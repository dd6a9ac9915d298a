package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One note as it is stored, named as in the tool's result. */
@RegisterForReflection
public record Note(
        @JsonProperty(required = true) @JsonPropertyDescription("Unique; a newer note has a greater id.")
        long id,

        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("The user whose note it is.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("The text.")
        String note,

        @JsonProperty(value = "created_at", required = true)
        @JsonPropertyDescription("When it was stored: ISO 8601, UTC, to the microsecond.")
        String createdAt) {}
