package org.polymeter.gateway.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CapacityModelsTest {

    @Test
    void every_model_says_who_says_so_and_when() {
        assertThat(CapacityModels.all())
                .isNotEmpty()
                .allSatisfy(model -> assertThat(model.source()).matches(".*\\(November 2026\\).*|.*from memory.*"));
    }

    @Test
    void steps_rise_and_the_last_one_has_no_end() {
        for (CapacityModel model : CapacityModels.all()) {
            BigDecimal bound = BigDecimal.ZERO;
            for (CapacityModel.Step step : model.steps()) {
                boolean last = step.equals(model.steps().getLast());
                assertThat(step.below().isEmpty()).as(model.name()).isEqualTo(last);
                assertThat(step.below().orElse(new BigDecimal("1E9"))).isGreaterThan(bound);
                bound = step.below().orElse(bound);
            }
        }
    }

    @Test
    void a_model_may_be_like_another_one() {
        CapacityModel glitre = CapacityModels.named("norway-glitre").orElseThrow();

        assertThat(glitre.highest()).isEqualTo(3);
        assertThat(glitre.apart()).isTrue();
        assertThat(glitre.currency()).contains("NOK");
    }

    @Test
    void a_file_of_ones_own_may_be_like_the_programs_models_and_replace_them() {
        Map<String, CapacityModel> models = CapacityModels.with("""
                model village
                like  norway
                title our village
                source a letter
                step  rest 200 NOK

                model flanders
                title other
                source a letter
                floor 3
                """);

        assertThat(models)
                .hasEntrySatisfying(
                        "village", model -> assertThat(model.highest()).isEqualTo(3));
        assertThat(models)
                .hasEntrySatisfying(
                        "flanders", model -> assertThat(model.floor()).isEqualByComparingTo("3"));
        assertThat(CapacityModels.named("flanders").orElseThrow().floor()).isEqualByComparingTo("2.5");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "period 10m | expected 15m or 1h",
                "highest three | 'three' is no number",
                "weight 1 noon | 'noon' is neither days nor hours nor months",
                "price 5 SEK week | expected month or year",
                "step 5 100 NOK | expected <kW or rest",
                "like nobody | there is no such model above",
                "ceiling 5 | unknown word",
                "floor | expected a word and what it says"
            })
    void what_is_wrong_with_a_line_is_said_with_its_number(String line, String problem) {
        assertThatThrownBy(() -> CapacityModels.parse("# a comment\nmodel a\ntitle A\n" + line + "\n", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 4: '" + line.strip() + "'")
                .hasMessageContaining(problem);
    }
}
