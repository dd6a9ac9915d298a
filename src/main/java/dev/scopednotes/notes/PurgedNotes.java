package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What {@code admin_purge} answers. */
public record PurgedNotes(
        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("Whose notes were deleted.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("How many notes this call deleted.")
        int purged,

        @JsonProperty(required = true)
        @JsonPropertyDescription("False when there were too many for one call: call again until it is true.")
        boolean complete) {}
