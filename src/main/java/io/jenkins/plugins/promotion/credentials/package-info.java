/** Credentials that forms offer and that are looked up by id: for whatever needs a secret. */
package io.jenkins.plugins.promotion.credentials;
