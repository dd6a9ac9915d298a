package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** One note as it is stored, in the words of the wire. */
public record Note(
        @JsonProperty(required = true) @JsonPropertyDescription("Unique; a newer note has a greater id.")
        long id,

        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("Whose note it is.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("The text.")
        String note,

        @JsonProperty(value = "created_at", required = true)
        @JsonPropertyDescription("When it was stored: ISO 8601, UTC, to the microsecond.")
        String createdAt) {}
