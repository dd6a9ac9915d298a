package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The result of {@code admin_purge}. */
public record PurgedNotes(
        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("The user whose notes were deleted.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("How many notes this call deleted.")
        int purged,

        @JsonProperty(required = true)
        @JsonPropertyDescription("False when there were too many for one call: call again until it is true.")
        boolean complete) {}
