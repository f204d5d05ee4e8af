package io.jenkins.plugins.promotion.engine.analysis.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedBlocksTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 50, 1_000_000})
    void tellsTheMidrank(int kinds) {
        Random random = new Random(kinds);
        SortedBlocks blocks = new SortedBlocks();
        List<Double> all = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            double value = random.nextInt(kinds);
            all.add(value);
            long below = all.stream().filter(each -> each < value).count();
            long equal = all.stream().filter(each -> each == value).count();

            assertThat(blocks.add(value)).isEqualTo(below + (equal + 1) / 2.0);
        }
    }
}
