package dev.scopedgate.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A Markdown document without its code blocks: its links, and the anchors of its headings on GitHub. */
public record Markdown(Path file, String text) {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /**
     * A link to another place of the repository.
     *
     * @param anchor the heading, or empty
     */
    public record Link(Path file, String anchor) {}

    public static Markdown read(Path file) throws IOException {
        return new Markdown(file, CODE_BLOCK.matcher(Files.readString(file)).replaceAll(""));
    }

    /** The links that do not lead to another server. */
    public List<Link> links() {
        return LINK.matcher(text)
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains(":"))
                .map(target -> target.split("#", 2))
                .map(part -> new Link(
                        part[0].isEmpty() ? file : file.resolveSibling(part[0]).normalize(),
                        part.length == 1 ? "" : part[1]))
                .toList();
    }

    /** As GitHub makes them: lower case, no punctuation, hyphens for spaces, a number for a repeated one. */
    public Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        HEADING.matcher(text).results().map(heading -> heading.group(1)).forEach(heading -> {
            String anchor = heading.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            int again = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(again == 0 ? anchor : anchor + "-" + again);
        });
        return anchors;
    }
}
