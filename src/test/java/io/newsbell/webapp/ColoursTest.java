package io.newsbell.webapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ColoursTest {
    private static final double WCAG_AA = 4.5;

    @ParameterizedTest
    @ValueSource(strings = {"#a8400f", "#000000", "#ffffff", "#ffe000", "#0000ff", "#777777", "#00ff7f"})
    void whatever_the_publishers_colour_is_it_can_be_read_on_both_papers_and_what_is_written_on_it_too(String hex) {
        var colours = Colours.of(hex);

        assertThat(Colours.contrast(colours.light(), Colours.LIGHT_PAPER)).isGreaterThan(WCAG_AA);
        assertThat(Colours.contrast(colours.dark(), Colours.DARK_PAPER)).isGreaterThan(WCAG_AA);
        assertThat(Colours.contrast(colours.light(), colours.onLight())).isGreaterThan(WCAG_AA);
        assertThat(Colours.contrast(colours.dark(), colours.onDark())).isGreaterThan(WCAG_AA);
        assertThat(Colours.contrast(colours.own(), colours.onOwn())).isGreaterThan(WCAG_AA);
        assertThat(Colours.hex(colours.own())).isEqualTo(hex);
    }

    @Test
    void a_colour_that_can_be_read_stays_as_it_is() {
        assertThat(Colours.of("#a8400f").light()).isEqualTo(new Color(0xA8400F));
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "#12345g", "#fff;} body{"})
    void what_is_no_colour_is_refused_with_what_to_write(String text) {
        assertThatThrownBy(() -> Colours.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("write it as #a8400f");
    }
}
