package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The result of {@code admin_purge}. */
@RegisterForReflection
public record PurgedNotes(
        @JsonProperty(value = "user_id", required = true) @JsonPropertyDescription("The user whose notes were deleted.")
        String userId,

        @JsonProperty(required = true) @JsonPropertyDescription("How many notes this call deleted.")
        int purged,

        @JsonProperty(required = true)
        @JsonPropertyDescription("False when notes remain. Call again until it is true, unless declined is true.")
        boolean complete,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription(
                "True when the person was asked and did not agree: nothing was deleted. Do not call again unless the person"
                        + " asks you to. Absent otherwise.")
        Boolean declined) {

    static PurgedNotes of(String userId, int purged, boolean complete) {
        return new PurgedNotes(userId, purged, complete, null);
    }

    /** The person has said no, or nothing. */
    static PurgedNotes none(String userId) {
        return new PurgedNotes(userId, 0, false, true);
    }
}
