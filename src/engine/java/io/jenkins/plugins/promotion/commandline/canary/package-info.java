/** Rehearsing canaries: what steps, bake, metrics and traffic would lead to, before anybody relies on them. */
package io.jenkins.plugins.promotion.commandline.canary;
