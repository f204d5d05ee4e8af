package io.jenkins.plugins.promotion.config;

import hudson.ExtensionPoint;

/** Something to be told above the form of the environments: its view {@code notice.jelly}, which may be empty. */
public abstract class EnvironmentsNotice implements ExtensionPoint {}
