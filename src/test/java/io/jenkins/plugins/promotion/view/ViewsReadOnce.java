package io.jenkins.plugins.promotion.view;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.MetaClass;

/**
 * Keeps views that were read, as a Jenkins in use does. The harness has each of them parsed again for each request, which is
 * good for whoever edits them meanwhile, and takes most of the time of a test of pages. Every test class has it, by
 * {@code META-INF/services}.
 */
public final class ViewsReadOnce implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws ClassNotFoundException {
        Class.forName(JenkinsRule.class.getName()); // which switches it off, once
        MetaClass.NO_CACHE = false;
    }
}
