package io.jenkins.plugins.promotion.config;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Descriptor;
import hudson.util.FormValidation;
import org.apache.commons.text.StringEscapeUtils;

/** The descriptors whose fields are checked, and what they say. */
final class Fields {
    private Fields() {}

    static WindowDefinition.DescriptorImpl windows() {
        return descriptor(WindowDefinition.DescriptorImpl.class);
    }

    static FreezeDefinition.DescriptorImpl freezes() {
        return descriptor(FreezeDefinition.DescriptorImpl.class);
    }

    static <T extends Descriptor<?>> T descriptor(Class<T> type) {
        return ExtensionList.lookupSingleton(type);
    }

    static void check(FormValidation validation, FormValidation.Kind kind, String message) {
        String said = validation.getMessage() == null ? "" : StringEscapeUtils.unescapeHtml4(validation.getMessage());
        assertThat(validation.kind).as(said).isEqualTo(kind);
        if (message != null) {
            assertThat(said).contains(message);
            assertThat(validation.renderHtml()).doesNotContain("<b>");
        }
    }
}
