/** How often the judges are wrong, and how soon they are right: by simulation, from a seed. */
package io.jenkins.plugins.promotion.commandline.characteristics;
