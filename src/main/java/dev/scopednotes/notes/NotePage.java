package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** The result of {@code read_notes}: one page, newest first. */
@RegisterForReflection
public record NotePage(
        @JsonProperty(required = true) @JsonPropertyDescription("Newest first.")
        List<Note> notes,

        @JsonProperty("next_cursor")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Pass it as cursor to get the next page; absent on the last.")
        String nextCursor) {}
