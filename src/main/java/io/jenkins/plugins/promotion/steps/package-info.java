/** The Pipeline steps, each thin: it feeds the engine and carries out what the record demands. */
package io.jenkins.plugins.promotion.steps;
