package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NameListTest {
    @Test
    void takesNamesApartAtCommas() {
        assertThat(NameList.parse(" alice,bob , , Carol Smith ")).containsExactly("alice", "bob", "Carol Smith");
    }

    @Test
    void knowsNothingAsNoName() {
        assertThat(NameList.parse(null)).isEmpty();
        assertThat(NameList.parse(" , ")).isEmpty();
    }

    @Test
    void keepsNamesWithCommasAndQuotationMarksWhole() {
        List<String> names = List.of("cn=release,ou=groups", "the \"A\" team", "\"", "plain", "a,\"b\",c");

        assertThat(NameList.parse(NameList.format(names))).isEqualTo(names);
    }

    @Test
    void takesAnUnclosedQuotationMarkAsPartOfTheName() {
        assertThat(NameList.parse("\"alice, bob")).containsExactly("\"alice, bob");
    }
}
