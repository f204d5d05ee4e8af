/** Reading YAML files that people write, so that every mistake is named with its file, line and field. */
package io.jenkins.plugins.promotion.commandline.yaml;
