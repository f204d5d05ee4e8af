/** What forms and snippets have in common, whatever they are about. */
package io.jenkins.plugins.promotion.form;
