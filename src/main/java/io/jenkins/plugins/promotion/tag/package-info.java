/** Annotated tags in Git repositories, for releases that are verified. */
package io.jenkins.plugins.promotion.tag;
