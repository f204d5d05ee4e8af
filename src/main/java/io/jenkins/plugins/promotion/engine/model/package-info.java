/** The words of the field as validated, immutable values. Nothing here does I/O or knows of Jenkins. */
package io.jenkins.plugins.promotion.engine.model;
