package dev.scopednotes.notes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What {@code read_notes} answers: one page, newest first. */
public record NotePage(
        @JsonProperty(required = true) @JsonPropertyDescription("Newest first.")
        List<Note> notes,

        @JsonProperty("next_cursor")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @JsonPropertyDescription("Give it as cursor to read on; absent on the last page.")
        String nextCursor) {}
