package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What {@code add_note} answers: the note as it is stored. */
public record AddedNote(
        @JsonProperty(required = true) @JsonPropertyDescription("The note as it is stored.")
        Note note,

        @JsonProperty(required = true)
        @JsonPropertyDescription("False when an earlier call with the same idempotency_key had stored it.")
        boolean stored) {}
