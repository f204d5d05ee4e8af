/** Who may do what, and who a user is in the words of the engine. */
package io.jenkins.plugins.promotion.security;
