package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The result of {@code add_note}: the note as it is stored. */
@RegisterForReflection
public record AddedNote(
        @JsonProperty(required = true) @JsonPropertyDescription("The note as it is stored.")
        Note note,

        @JsonProperty(required = true)
        @JsonPropertyDescription("False when an earlier call with the same idempotency_key stored it.")
        boolean stored) {}
