package org.polymeter.codec.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.ListLayout;
import org.polymeter.codec.observation.ListLayout.Element;
import org.polymeter.codec.observation.ListLayout.Use;
import org.polymeter.codec.observation.ListLayout.WireType;
import org.polymeter.codec.observation.Obis;

class ListLineTest {

    @Test
    void a_line_is_types_and_what_each_is() {
        ListLayout layout = ListLine.parse("mine", "S3:o*,e1|b1,n  0-0:42.0.0=ISK - ?");
        assertThat(layout)
                .isEqualTo(new ListLayout(
                        "mine",
                        List.of(),
                        List.of(
                                new Element(types("o", -1), Use.NAMED, Obis.parse("0-0:42.0.0"), "ISK"),
                                new Element(
                                        List.of(new WireType("e", 1), new WireType("b", 1)),
                                        Use.SKIPPED,
                                        Obis.NONE,
                                        ""),
                                new Element(types("n", -1), Use.UNNAMED, Obis.NONE, ""))));
    }

    @Test
    void types_may_be_counted_and_codes_share_what_they_have_in_common() {
        ListLayout layout = ListLine.parse("mine", "S7:u4|u8x6,x16 1-0:1|2.8.0|1|2 1-0:1.8.0*254");
        assertThat(layout.elements())
                .extracting(element -> element.code().toString())
                .containsExactly(
                        "1-0:1.8.0", "1-0:1.8.1", "1-0:1.8.2", "1-0:2.8.0", "1-0:2.8.1", "1-0:2.8.2", "1-0:1.8.0*254");
        assertThat(layout.elements().get(5).types()).containsExactly(new WireType("u", 4), new WireType("u", 8));
        assertThat(layout.elements().get(6).types()).isEqualTo(types("x", 16));
    }

    @Test
    void a_list_may_come_over_some_links_only() {
        ListLayout layout = ListLine.parse("mine", "S1:u4 link 010201|none 1-0:1.7.0");
        assertThat(layout.comesOver(0x010201)).isTrue();
        assertThat(layout.comesOver(0)).isTrue();
        assertThat(layout.comesOver(0x010001)).isFalse();
        assertThat(ListLine.parse("mine", "S1:u4 1-0:1.7.0").comesOver(7)).isTrue();
    }

    @Test
    void mistakes_say_what_is_wrong() {
        assertMistake("S2:u4,u4 1-0:1.7.0", "2 types, but 1 codes");
        assertMistake("S1:u4 1-0:1|2.7.0", "1 types, but 2 codes");
        assertMistake("S2:u4 1-0:1.7.0", "S2, but 1 types");
        assertMistake("u4 1-0:1.7.0", "not the types of a list such as S9:o16,u4x8: u4");
        assertMistake("S1:A1(u2) -", "not the type of an element such as u4, o*, e1|b1 or A*: A1(u2)");
        assertMistake("S1:u 1-0:1.7.0", "not the type of an element such as u4, o*, e1|b1 or A*: u");
        assertMistake("S1:u4 1-*:1.7.0", "a code of a list has no star");
        assertMistake("S1:u4 power", "not an OBIS code such as 1-*:31|51|71.7.0: power");
        assertMistake("S1:u4 link 1-0:1.7.0", "not addresses such as CEFF03, nor none: 1-0:1.7.0");
        assertMistake("", "not the types of a list such as S9:o16,u4x8: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterKinds.parse("mine", "title A\nlist S1:u4"))
                .withMessage("mine.meter:2: 1 types, but 0 codes");
    }

    @Test
    void a_list_is_enough_to_tell_a_kind() {
        MeterKind mine = MeterKinds.parse("mine", """
                title A
                status assumed
                source me
                list S1:u4 1-0:1.7.0
                """);
        assertThat(mine.lists()).extracting(ListLayout::kind).containsExactly("mine");
    }

    private static List<WireType> types(String letter, int length) {
        return List.of(new WireType(letter, length));
    }

    private static void assertMistake(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ListLine.parse("mine", line))
                .withMessage(message);
    }
}
