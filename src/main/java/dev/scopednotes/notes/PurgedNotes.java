package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What {@code admin_purge} answers. */
public record PurgedNotes(
        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("Whose notes were deleted.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("How many notes were deleted.")
        int purged) {}
