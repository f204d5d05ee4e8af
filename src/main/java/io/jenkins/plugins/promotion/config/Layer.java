package io.jenkins.plugins.promotion.config;

import java.util.List;

/**
 * What one folder defines.
 *
 * @param folder the full name of the folder
 * @param definitions its environments, in order
 */
record Layer(String folder, List<EnvironmentDefinition> definitions) {}
