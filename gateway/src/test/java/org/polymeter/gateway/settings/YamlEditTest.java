package org.polymeter.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlEditTest {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\n(.*?)^```");
    private static final Tree.Leaf OTHER = new Tree.Leaf("other-1");

    @ParameterizedTest
    @MethodSource("texts")
    void each_value_can_be_changed_and_changed_back(String text) throws Refusal {
        Tree.Branch before = (Tree.Branch) YamlText.of(text).tree();
        eachChange(before, YamlEditTest::otherLeaves, (was, wanted) -> {
            String edited = edit(text, wanted);
            assertThat(tree(edited)).isEqualTo(wanted);
            assertThat(changedLines(text, edited)).isLessThanOrEqualTo(1);
            assertThat(edit(edited, before)).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void a_key_can_be_added_to_each_block_and_taken_out_again(String text) throws Refusal {
        Tree.Branch before = (Tree.Branch) YamlText.of(text).tree();
        eachChange(before, YamlEditTest::furtherKeys, (was, wanted) -> {
            String edited = edit(text, wanted);
            assertThat(tree(edited)).isEqualTo(wanted);
            assertThat(edit(edited, before)).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void an_item_can_be_added_to_each_list_and_taken_out_again(String text) throws Refusal {
        Tree.Branch before = (Tree.Branch) YamlText.of(text).tree();
        eachChange(before, YamlEditTest::furtherItems, (was, wanted) -> {
            String edited = edit(text, wanted);
            assertThat(tree(edited)).isEqualTo(wanted);
            assertThat(edit(edited, before)).isEqualTo(text);
        });
    }

    @ParameterizedTest
    @MethodSource("texts")
    void each_key_and_each_item_can_be_taken_out(String text) throws Refusal {
        Tree.Branch before = (Tree.Branch) YamlText.of(text).tree();
        eachChange(before, YamlEditTest::withoutOne, (was, wanted) -> {
            String edited = edit(text, wanted);
            assertThat(tree(edited)).isEqualTo(wanted);
            assertThat(lines(text)).containsAll(untouched(text, edited));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a: 1 # why       | 2     | a: 2 # why",
                "a: 'one'         | two   | a: 'two'",
                "a: \"one\"       | t: o  | a: \"t: o\"",
                "a: one           | t: o  | a: \"t: o\"",
                "a: one           | ''    | a: \"\"",
                "{a: one, b: 2}   | x,y   | {a: \"x,y\", b: 2}",
                "a:   # nothing   | one   | a: one   # nothing",
                "a: ~             | one   | a: one",
            })
    void a_value_keeps_what_is_around_it(String text, String value, String wanted) throws Refusal {
        Tree.Branch tree = (Tree.Branch) YamlText.of(text).tree();
        assertThat(YamlEdit.of(text, tree.with("a", new Tree.Leaf(value)))).isEqualTo(wanted);
    }

    @Test
    void the_first_of_a_list_becomes_a_block_and_the_last_leaves_brackets() throws Refusal {
        String text = "sources: []   # none yet\nzone: UTC\n";
        Tree.Branch tree = (Tree.Branch) YamlText.of(text).tree();
        Tree.Branch source = new Tree.Branch(Map.of("id", new Tree.Leaf("p1")));
        String with =
                YamlEdit.of(text, tree.with("sources", tree.items("sources").with(source)));
        assertThat(with).isEqualTo("sources:   # none yet\n  - id: p1\nzone: UTC\n");
        assertThat(YamlEdit.of(with, tree)).isEqualTo("sources: []   # none yet\nzone: UTC\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- name: x;  # why - this port;  port: 1;- b: 2          | -;  # why - this port;  port: 1;- b: 2",
                "- name: x # of it;;  # why this port;  port: 1          | -;;  # why this port;  port: 1",
                "- name: x # of it;  port: 1                             | - port: 1",
                "- name: {a: 1, # of it;      b: 2};  # why;  port: 1    | -;  # why;  port: 1",
            })
    void a_comment_below_what_is_taken_out_stays(String text, String wanted) throws Refusal {
        String before = "list:\n" + text.replace(';', '\n') + "\n";
        Tree.Branch tree = (Tree.Branch) YamlText.of(before).tree();
        Tree.Items items = tree.items("list");
        Tree.Branch unnamed = ((Tree.Branch) items.list().getFirst()).without("name");
        String after = "list:\n" + wanted.replace(';', '\n') + "\n";
        assertThat(YamlEdit.of(before, tree.with("list", items.with(0, unnamed))))
                .isEqualTo(after);
        Tree.Items none = items.without(0);
        String rest = after.endsWith("- b: 2\n") ? "list:\n- b: 2\n" : "list: []\n";
        assertThat(YamlEdit.of(after, tree.with("list", none))).isEqualTo(rest);
    }

    @Test
    void behind_a_byte_order_mark_the_first_key_is_one_as_any_other() throws Refusal {
        String text = "\uFEFFzone: UTC\nroot: home\n";
        Tree.Branch tree = (Tree.Branch) YamlText.of(text).tree();
        Tree.Branch wanted = tree.with("gateway", OTHER).with("privacy", OTHER);
        assertThat(YamlEdit.of(text, wanted)).isEqualTo(text + "gateway: other-1\nprivacy: other-1\n");
        assertThat(YamlEdit.of(text, tree.without("zone"))).isEqualTo("\uFEFFroot: home\n");
        assertThat(YamlEdit.of("\uFEFF", tree.without("zone"))).isEqualTo("\uFEFFroot: home\n");
    }

    @Test
    void a_file_that_says_nothing_keeps_its_comments() throws Refusal {
        Tree.Branch wanted = new Tree.Branch(Map.of("zone", new Tree.Leaf("UTC")));
        assertThat(YamlEdit.of("# mine", wanted)).isEqualTo("# mine\nzone: UTC\n");
        assertThat(YamlEdit.of("", wanted)).isEqualTo("zone: UTC\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a: &x {b: 1}\nc: *x\n", "a: &x 1\n"})
    void anchors_are_refused_with_their_line(String text) {
        assertThatThrownBy(() -> YamlEdit.of(text, Tree.Branch.EMPTY))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("anchor");
    }

    /** The example, all in documents, each as it is and in the manners of other editors. */
    static Stream<String> texts() throws IOException {
        List<String> texts = new ArrayList<>();
        texts.add(Files.readString(file("polymeter.example.yaml")));
        try (Stream<Path> documents = Files.walk(file("docs"))) {
            for (Path document : documents
                    .filter(it -> it.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                Matcher block = BLOCK.matcher(Files.readString(document));
                while (block.find()) {
                    if (isMapping(block.group(1))) {
                        texts.add(block.group(1));
                    }
                }
            }
        }
        texts.add("a: 1\t# a tab\nb:\n- 1\n- 2 # no indent\nc: {d: [], e: {}}\n\n# end\n");
        texts.add("s:\n  - id: p1  # first\n    k:\n      deep: 'x'\n\n  # second\n  - {id: p2, l: [1, 2]}\n");
        texts.add("s:\n  -\n    # why - this\n    id: p1\n    # and that\n    k: 1\n  - id: p2\n    # but\n    l: 2\n");
        return texts.stream().flatMap(it -> Stream.of(it, it.replace("\n", "\r\n"), it.stripTrailing()));
    }

    private static boolean isMapping(String text) {
        try {
            return YamlText.of(text).tree() instanceof Tree.Branch;
        } catch (Refusal e) {
            return false;
        }
    }

    private static Path file(String name) {
        Path here = Path.of(name);
        return Files.exists(here) ? here : Path.of("..").resolve(name);
    }

    private static void eachChange(
            Tree.Branch tree, UnaryOperator<List<Tree>> changes, BiConsumer<Tree.Branch, Tree.Branch> law) {
        for (Tree changed : everywhere(tree, changes)) {
            law.accept(tree, (Tree.Branch) changed);
        }
    }

    /** The tree, changed at one place, for all places. */
    private static List<Tree> everywhere(Tree tree, UnaryOperator<List<Tree>> changes) {
        List<Tree> changed = new ArrayList<>(changes.apply(List.of(tree)));
        switch (tree) {
            case Tree.Branch branch ->
                branch.byKey()
                        .forEach((key, value) ->
                                everywhere(value, changes).forEach(other -> changed.add(branch.with(key, other))));
            case Tree.Items items -> {
                for (int i = 0; i < items.list().size(); i++) {
                    int index = i;
                    everywhere(items.list().get(i), changes).forEach(other -> changed.add(items.with(index, other)));
                }
            }
            default -> {}
        }
        return changed;
    }

    private static List<Tree> otherLeaves(List<Tree> one) {
        return one.getFirst() instanceof Tree.Leaf ? List.of(OTHER) : List.of();
    }

    private static List<Tree> furtherKeys(List<Tree> one) {
        return one.getFirst() instanceof Tree.Branch branch && !branch.byKey().isEmpty()
                ? List.of(branch.with("further", OTHER))
                : List.of();
    }

    private static List<Tree> furtherItems(List<Tree> one) {
        return one.getFirst() instanceof Tree.Items items && !items.list().isEmpty()
                ? List.of(items.with(OTHER))
                : List.of();
    }

    private static List<Tree> withoutOne(List<Tree> one) {
        return switch (one.getFirst()) {
            case Tree.Branch branch ->
                branch.byKey().keySet().stream().<Tree>map(branch::without).toList();
            case Tree.Items items -> {
                List<Tree> less = new ArrayList<>();
                for (int i = 0; i < items.list().size(); i++) {
                    less.add(items.without(i));
                }
                yield less;
            }
            default -> List.of();
        };
    }

    private static String edit(String text, Tree.Branch wanted) {
        try {
            return YamlEdit.of(text, wanted);
        } catch (Refusal e) {
            throw new AssertionError(e.getMessage() + "\n" + text + "\n→\n" + wanted, e);
        }
    }

    private static Tree tree(String text) {
        try {
            return YamlText.of(text).tree();
        } catch (Refusal e) {
            throw new AssertionError(text, e);
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)"));
    }

    private static long changedLines(String before, String after) {
        List<String> one = lines(before);
        List<String> other = lines(after);
        assertThat(other).hasSameSizeAs(one);
        return Stream.iterate(0, i -> i < one.size(), i -> i + 1)
                .filter(i -> !one.get(i).equals(other.get(i)))
                .count();
    }

    /** Lines of the edited text but for those at which it was edited. */
    private static List<String> untouched(String before, String after) {
        int head = 0;
        while (head < Math.min(before.length(), after.length()) && before.charAt(head) == after.charAt(head)) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(before.length(), after.length()) - head
                && before.charAt(before.length() - 1 - tail) == after.charAt(after.length() - 1 - tail)) {
            tail++;
        }
        List<String> lines = new ArrayList<>(lines(after.substring(0, after.lastIndexOf('\n', head) + 1)));
        int from = after.indexOf('\n', after.length() - tail) + 1;
        lines.addAll(lines(from == 0 ? "" : after.substring(from)));
        lines.removeIf(String::isEmpty);
        return lines;
    }
}
