/** Holds of environments for everything on the controller or inside a folder: the pages on which people set and lift them. */
package io.jenkins.plugins.promotion.hold;
