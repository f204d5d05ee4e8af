package io.jenkins.plugins.promotion.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReleaseTest {
    private static final Artifact JAR = new Artifact("shop.jar", "a".repeat(64));
    private static final Artifact IMAGE = new Artifact("shop:1", "b".repeat(64));

    @Test
    void withoutAnArtefactTheVersionIsTheIdentity() {
        assertThat(release("1.0").identity()).isEqualTo("version:1.0");
        assertThat(release("1.0").isSameAs(release("1.0"))).isTrue();
        assertThat(release("1.0").isSameAs(release("1.1"))).isFalse();
    }

    @Test
    void theDigestOfTheOneArtefactIsTheIdentityWhateverItIsCalled() {
        assertThat(release("1.0", JAR).identity()).isEqualTo("sha256:" + "a".repeat(64));
        assertThat(release("1.0", JAR).isSameAs(release("other", new Artifact("renamed.jar", JAR.sha256()))))
                .isTrue();
    }

    @Test
    void theSameVersionWithOtherContentIsAnotherRelease() {
        assertThat(release("1.0", JAR).isSameAs(release("1.0", IMAGE))).isFalse();
        assertThat(release("1.0", JAR).isSameAs(release("1.0"))).isFalse();
    }

    @Test
    void aVersionThatLooksLikeADigestIsNotTakenForOne() {
        assertThat(release("sha256:" + "a".repeat(64)).isSameAs(release("1.0", JAR)))
                .isFalse();
    }

    @Test
    void theOrderAndTheRepetitionOfArtefactsDoNotCount() {
        assertThat(release("1.0", JAR, IMAGE).identity())
                .isEqualTo(release("1.0", IMAGE, JAR, IMAGE).identity())
                .isNotEqualTo(release("1.0", JAR).identity())
                .isNotEqualTo(release("1.0", IMAGE).identity());
    }

    /** Votes and verifications are bound to this value for years, so that it must never change. */
    @Test
    void theIdentityOfSeveralArtefactsIsTheDigestOfTheirSortedDigestsLineByLine() {
        assertThat(release("1.0", IMAGE, JAR).identity())
                .isEqualTo("sha256:5e9ae866add9a85d69c3481d059bb9f158a39e5670ba11f95112fc409630894e");
    }

    @Test
    void theListOfArtefactsIsACopy() {
        List<Artifact> artifacts = new ArrayList<>(List.of(JAR));
        Release release = new Release("1.0", artifacts, null, new BuildRef("shop", 1), Instant.EPOCH);
        artifacts.clear();
        assertThat(release.artifacts()).containsExactly(JAR);
    }

    @Test
    void aBlankCommitIsNoneAndAnUnfitOneIsRefused() {
        assertThat(withCommit(" ").commit()).isNull();
        assertThat(withCommit("0f3c").commit()).isEqualTo("0f3c");
        assertThatExceptionOfType(InvalidValueException.class)
                .isThrownBy(() -> withCommit("0f3c\n<b>"))
                .withMessageStartingWith("commit: '0f3c\uFFFD<b>' is not allowed");
    }

    private static Release withCommit(String commit) {
        return new Release("1.0", null, commit, new BuildRef("shop", 1), Instant.EPOCH);
    }

    private static Release release(String version, Artifact... artifacts) {
        return new Release(version, List.of(artifacts), null, new BuildRef("shop", 1), Instant.EPOCH);
    }
}
